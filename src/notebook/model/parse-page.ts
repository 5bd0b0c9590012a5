/**
 * From the MDX text of a page to its cells: three fences make one cell, in this order and with nothing but
 * empty lines between them.
 *
 *     ```ts cell id="cancelled-later" title="Cancelled later"
 *     ```py twin
 *     ```yaml expect
 *
 * Used alike by the build, the tests and `npm run record`. Whatever is malformed is a PageProblem with its line.
 */

import { parse as parseYaml } from 'yaml';
import type { Cell, Page } from './cell.ts';
import { type Fence, fences } from './fences.ts';
import { parseExpectations } from './parse-expectations.ts';
import { PageProblem } from './problem.ts';

/**
 * Parses one page.
 *
 * @param file the page's file relative to the project, `content/task-cancellation/gather.mdx`: messages print it
 * @throws {PageProblem} for the first cell that is not as it should be
 */
export function parsePage(source: string, file: string): Page {
  const path = file.replace(/^content\//, '').replace(/\.mdx?$/, '');
  const cells: Cell[] = [];
  const lines = source.split(/\r?\n/);
  const all = fences(source);

  for (let index = 0; index < all.length; index++) {
    const fence = all[index] as Fence;
    const kind = roleOf(fence);
    if (kind === 'none') continue;
    if (kind !== 'cell') {
      const role = kind === 'twin' ? 'Python twin' : 'list of expectations';
      throw new PageProblem(
        file,
        fence.at,
        `A ${role} without a cell; it has to follow its \`\`\`ts cell fence directly`,
      );
    }
    const attributes = attributesOf(fence, file);
    const twin = nextPart(all[index + 1], 'twin', fence, file, lines);
    const expect = nextPart(all[index + 2], 'expect', twin, file, lines);
    index += 2;

    const { id } = attributes;
    const other = cells.find((cell) => cell.id === id);
    if (other !== undefined) {
      throw new PageProblem(
        file,
        fence.at,
        `The id "${id}" is already that of the cell in line ${other.at}; choose another`,
      );
    }
    cells.push({
      ...attributes,
      source: fence.text,
      at: fence.at,
      twin: { source: twin.text, at: twin.at },
      ...parseExpectations(expect.text, file, expect.at),
      expectationsAt: expect.at,
    });
  }
  return { file, path, title: titleOf(source, file), cells };
}

type Role = 'cell' | 'twin' | 'expect' | 'none';

/** What a fence is to a cell; also used to recognise it in the MDX tree. */
export function roleOf({ language, meta }: { readonly language: string; readonly meta: string }): Role {
  const word = /^\S*/.exec(meta)?.[0];
  if (word === 'cell' && (language === 'ts' || language === 'typescript')) return 'cell';
  if (word === 'twin' && (language === 'py' || language === 'python')) return 'twin';
  if (word === 'expect' && (language === 'yaml' || language === 'yml')) return 'expect';
  return 'none';
}

const EXAMPLE = '```ts cell id="cancelled-later" title="Cancelled later"';

function attributesOf(
  fence: Fence,
  file: string,
): Pick<Cell, 'id' | 'title' | 'differs' | 'interrupt' | 'measured' | 'older'> {
  const wrong = (what: string): PageProblem => new PageProblem(file, fence.at, `${what}; write ${EXAMPLE}`);
  if (!fence.closed) throw new PageProblem(file, fence.at, 'This cell has no closing fence');
  const found: Record<string, string> = {};
  const rest = fence.meta
    .slice('cell'.length)
    .replace(/([a-z]+)="([^"]*)"/g, (_, name: string, value: string) => {
      if (name in found) throw wrong(`${name} is given twice`);
      found[name] = value;
      return '';
    })
    .trim();
  if (rest !== '') throw wrong(`Cannot read ${JSON.stringify(rest)} in the cell's opening line`);
  const { id, title, differs, interrupt, measured, older, ...others } = found;
  for (const name of Object.keys(others)) throw wrong(`A cell has no attribute "${name}"`);
  if (id === undefined) throw wrong('The cell has no id');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw wrong(`The id "${id}" is not made of small letters and digits joined by hyphens`);
  }
  if (title === undefined || title.trim() === '') throw wrong('The cell has no title');
  if (differs?.trim() === '') throw wrong('"differs" gives no reason');
  if (interrupt !== undefined && interrupt !== 'idle') {
    throw wrong('"interrupt" can only be "idle": Stop is pressed once the program waits for ever');
  }
  if (measured !== undefined && measured !== '3.11') {
    throw wrong(
      '"measured" can only be "3.11": the twin was recorded on CPython 3.11, with real threads and processes',
    );
  }
  if (older !== undefined && (older !== '3.11' || measured !== undefined)) {
    throw wrong(
      '"older" can only be "3.11", without "measured": CPython 3.14 runs the twin, and the page shows what 3.11 printed too',
    );
  }
  return {
    id,
    title,
    ...(differs !== undefined && { differs }),
    ...(interrupt !== undefined && { interrupt }),
    ...(measured !== undefined && { measured }),
    ...(older !== undefined && { older }),
  };
}

function nextPart(
  fence: Fence | undefined,
  role: 'twin' | 'expect',
  before: Fence,
  file: string,
  lines: readonly string[],
): Fence {
  const wanted = role === 'twin' ? '```py twin' : '```yaml expect';
  const what = role === 'twin' ? 'Python twin' : 'list of expectations';
  const end = before.at + before.text.split('\n').length + 1;
  if (fence === undefined || roleOf(fence) !== role) {
    throw new PageProblem(
      file,
      before.at,
      `The cell has no ${what}: a ${wanted} fence has to follow the fence that ends in line ${end}`,
    );
  }
  for (let line = end + 1; line < fence.at; line++) {
    if ((lines[line - 1] ?? '').trim() !== '') {
      throw new PageProblem(file, line, `Text between the parts of a cell; move it before the cell or behind it`);
    }
  }
  if (!fence.closed) throw new PageProblem(file, fence.at, `This ${wanted} has no closing fence`);
  return fence;
}

function titleOf(source: string, file: string): string {
  const block = /^---\r?\n([\s\S]*?)\r?\n---/.exec(source)?.[1];
  let frontmatter: unknown;
  try {
    frontmatter = parseYaml(block ?? '');
  } catch (error) {
    throw new PageProblem(file, 1, `The frontmatter is no YAML: ${(error as Error).message}`, { cause: error });
  }
  const title = (frontmatter as { title?: unknown } | null)?.title;
  if (typeof title !== 'string') {
    throw new PageProblem(file, 1, 'The page has no title; begin it with frontmatter: ---, title: …, ---');
  }
  return title;
}

/**
 * From the MDX text of a page to its cells: two fences make one cell, in this order and with nothing but
 * empty lines between them. An extension may ask for one more between the two.
 *
 *     ```ts cell id="cancelled-later" title="Cancelled later"
 *     ```yaml expect
 *
 * Used alike by the build, the tests and the recorder. Whatever is malformed is a PageProblem with its line.
 */

import { parse as parseYaml } from 'yaml';
import type { Cell, Page } from './cell.ts';
import type { CellExtension } from './extension.ts';
import { type Fence, fences } from './fences.ts';
import { parseExpectations } from './parse-expectations.ts';
import { PageProblem } from './problem.ts';

/**
 * Parses one page.
 *
 * @param file the page's file relative to the project, `content/task-cancellation/gather.mdx`: messages print it
 * @param extensions what the site adds to cells
 * @throws {PageProblem} for the first cell that is not as it should be
 */
export function parsePage(source: string, file: string, extensions: readonly CellExtension[] = []): Page {
  const own = extensions.flatMap(({ fence }) => fence ?? []);
  const path = file.replace(/^content\//, '').replace(/\.mdx?$/, '');
  const cells: Cell[] = [];
  const lines = source.split(/\r?\n/);
  const all = fences(source);

  for (let index = 0; index < all.length; index++) {
    const fence = all[index] as Fence;
    const kind = roleOf(fence, extensions);
    if (kind === null) continue;
    if (kind !== 'cell') {
      const { called } = [...own, EXPECT].find(({ role }) => role === kind) as Part;
      throw new PageProblem(
        file,
        fence.at,
        `A ${called} without a cell; it has to follow its \`\`\`ts cell fence directly`,
      );
    }
    const attributes = attributesOf(fence, file, extensions);
    const parts: Record<string, { source: string; at: number }> = {};
    let before = fence;
    for (const part of own) {
      before = nextPart(all[++index], part, before, file, lines);
      parts[part.role] = { source: before.text, at: before.at };
    }
    const expect = nextPart(all[++index], EXPECT, before, file, lines);

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
      ...parts,
      ...parseExpectations(expect.text, file, expect.at, extensions),
      expectationsAt: expect.at,
    });
  }
  return { file, path, title: titleOf(source, file), cells };
}

type Part = NonNullable<CellExtension['fence']>;

const EXPECT: Part = { role: 'expect', languages: ['yaml', 'yml'], called: 'list of expectations' };

/** What a fence is to a cell, `cell` itself or one of its parts; null: nothing. Also used to recognise it in the MDX tree. */
export function roleOf(
  { language, meta }: { readonly language: string; readonly meta: string },
  extensions: readonly CellExtension[],
): string | null {
  const word = /^\S*/.exec(meta)?.[0];
  if (word === 'cell' && (language === 'ts' || language === 'typescript')) return 'cell';
  const part = [EXPECT, ...extensions.flatMap(({ fence }) => fence ?? [])].find(({ role }) => role === word);
  return part?.languages.includes(language) === true ? part.role : null;
}

const EXAMPLE = '```ts cell id="cancelled-later" title="Cancelled later"';

function attributesOf(
  fence: Fence,
  file: string,
  extensions: readonly CellExtension[],
): Pick<Cell, 'id' | 'title' | 'interrupt'> {
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
  const { id, title, interrupt, ...others } = found;
  for (const name of Object.keys(others)) {
    if (!extensions.some(({ attributes }) => attributes?.includes(name)))
      throw wrong(`A cell has no attribute "${name}"`);
  }
  if (id === undefined) throw wrong('The cell has no id');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    throw wrong(`The id "${id}" is not made of small letters and digits joined by hyphens`);
  }
  if (title === undefined || title.trim() === '') throw wrong('The cell has no title');
  if (interrupt !== undefined && interrupt !== 'idle') {
    throw wrong('"interrupt" can only be "idle": Stop is pressed once the program waits for ever');
  }
  for (const { checkAttributes } of extensions) {
    const problem = checkAttributes?.(found) ?? null;
    if (problem !== null) throw wrong(problem);
  }
  return { id, title, ...(interrupt !== undefined && { interrupt }), ...others };
}

function nextPart(
  fence: Fence | undefined,
  { role, languages, called }: Part,
  before: Fence,
  file: string,
  lines: readonly string[],
): Fence {
  const wanted = `\`\`\`${languages[0]} ${role}`;
  const end = before.at + before.text.split('\n').length + 1;
  if (fence === undefined || !languages.includes(fence.language) || /^\S*/.exec(fence.meta)?.[0] !== role) {
    throw new PageProblem(
      file,
      before.at,
      `The cell has no ${called}: a ${wanted} fence has to follow the fence that ends in line ${end}`,
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

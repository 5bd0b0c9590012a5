/**
 * From the MDX text of a page to its cells: two fences make one cell, in this order and with nothing
 * between them. An extension may ask for one more between the two.
 *
 *     ```ts cell id="cancelled-later" title="Cancelled later"
 *     ```yaml expect
 *
 * The parser is the one that compiles the pages, so both agree on what a fence is. Whatever is malformed is a PageProblem
 * with its line.
 */

import { type MdastNode, mdxToMdast } from 'satteri';
import { parse as parseYaml } from 'yaml';
import type { Cell, Page, StepLink } from '../model/cell.ts';
import type { CellExtension } from '../model/extension.ts';
import { PageProblem } from '../model/problem.ts';
import { parseExpectations } from './parse-expectations.ts';

/**
 * Parses one page.
 *
 * @param file the page's file relative to the project, `content/task-cancellation/gather.mdx`: messages print it
 * @param extensions what the site adds to cells
 * @throws {PageProblem} for the first cell that is not as it should be
 */
export function parsePage(source: string, file: string, extensions: readonly CellExtension[] = []): Page {
  const own = extensions.flatMap(({ fence }) => fence ?? []);
  const text = source.replaceAll('\r\n', '\n');
  const blocks = blocksOf(text, file);
  const cells: Cell[] = [];

  for (let index = 0; index < blocks.length; index++) {
    const fence = fenceOf(blocks[index], text);
    const kind = fence && roleOf(fence, extensions);
    if (fence === null || kind === null) {
      refuseInside(blocks[index] as MdastNode, file, extensions);
      continue;
    }
    if (kind !== 'cell') {
      const { called } = [...own, EXPECT].find(({ role }) => role === kind) as Part;
      throw new PageProblem(
        file,
        fence.at,
        `A ${called} without a cell; it has to follow its \`\`\`ts cell fence directly`,
      );
    }
    const attributes = attributesOf(fence, file, extensions);
    const other = cells.find(({ id }) => id === attributes.id);
    if (other !== undefined) {
      throw new PageProblem(
        file,
        fence.at,
        `The id "${other.id}" is already that of the cell in line ${other.at}; choose another`,
      );
    }
    const parts: Record<string, { source: string; at: number }> = {};
    let before = fence;
    const next = (part: Part): Fence => {
      const found = nextPart(blocks, index + 1, part, before, text, file, extensions);
      index++;
      before = found;
      return found;
    };
    for (const part of own) {
      const { value, at } = next(part);
      parts[part.role] = { source: value, at };
    }
    const expect = next(EXPECT);
    cells.push({
      ...attributes,
      source: fence.value,
      at: fence.at,
      ...parts,
      ...parseExpectations(expect.value, file, expect.at, extensions),
      expectationsAt: expect.at,
    });
  }
  const steps = blocks.flatMap((block) => stepsIn(block, file, cells));
  return {
    file,
    path: file.replace(/^content\//, '').replace(/\.mdx?$/, ''),
    title: titleOf(blocks, file),
    opening: openingOf(blocks, text),
    cells,
    ...(steps.length > 0 && { steps }),
  };
}

/** The page's blocks in their order. */
function blocksOf(text: string, file: string): readonly MdastNode[] {
  try {
    return childrenOf(mdxToMdast(text));
  } catch (error) {
    // 5:1: Expected a closing tag for `<Foo>` (5:1) (mdx-jsx:…)
    const [, line = '1', what = String(error)] = /^(\d+):\d+: (.*)$/s.exec((error as Error).message) ?? [];
    throw new PageProblem(file, Number(line), `The page is no MDX: ${what}`, { cause: error });
  }
}

function childrenOf(node: MdastNode): readonly MdastNode[] {
  return 'children' in node ? node.children : [];
}

/** The cell to whose loop a link leads; null for any other link. Also used to recognise it in the MDX tree. */
export function cellOfStep(url: string): string | null {
  return /^\?loop#cell-(.*)$/.exec(url)?.[1] ?? null;
}

/** What a link says of the event that it leads to, by its title. */
export function saidOfStep(title: string | null | undefined): string {
  return title?.replace(/\s+/g, ' ').trim() ?? '';
}

const STEP_EXAMPLE = '[Bo is cancelled](?loop#cell-bo "iteration 3: ‘Bo’ is cancelled")';

/** The links to steps in a block, in the order of the text. */
function stepsIn(node: MdastNode, file: string, cells: readonly Cell[]): StepLink[] {
  const cell = node.type === 'link' ? cellOfStep(node.url) : null;
  if (node.type !== 'link' || cell === null) return childrenOf(node).flatMap((child) => stepsIn(child, file, cells));
  const at = node.position?.start.line ?? 1;
  if (!cells.some(({ id }) => id === cell)) {
    throw new PageProblem(file, at, `This link leads to the loop of a cell "${cell}", which the page does not have`);
  }
  const says = saidOfStep(node.title);
  if (says === '')
    throw new PageProblem(file, at, `This link does not say to which step it leads; write ${STEP_EXAMPLE}`);
  return [{ cell, says, at }];
}

/** A fenced block of code. */
interface Fence {
  readonly language: string;
  /** The rest of the opening line, after the language. */
  readonly meta: string;
  readonly value: string;
  /** 1-based lines of the opening fence and of the block's end. */
  readonly at: number;
  readonly end: number;
  /** 1-based column in which the fence begins. */
  readonly column: number;
  /** False where the file ends before the fence does. */
  readonly closed: boolean;
}

/** Null for a block that is no fenced code. */
function fenceOf(block: MdastNode | undefined, text: string): Fence | null {
  if (block?.type !== 'code' || block.position === undefined) return null;
  const { start, end } = block.position;
  const lines = text.slice(start.offset, end.offset).split('\n');
  const [ticks = ''] = /^(?:`+|~+)/.exec(lines[0] ?? '') ?? [];
  const last = lines.length > 1 ? (lines.at(-1) ?? '').trim() : '';
  return {
    language: block.lang ?? '',
    meta: block.meta ?? '',
    value: block.value,
    at: start.line,
    end: end.line,
    column: start.column,
    closed: last.startsWith(ticks) && /^(?:`+|~+)$/.test(last),
  };
}

/** The fences of a cell are blocks of the page itself. */
function refuseInside(block: MdastNode, file: string, extensions: readonly CellExtension[]): void {
  for (const child of childrenOf(block)) {
    if (child.type === 'code' && roleOf({ language: child.lang ?? '', meta: child.meta ?? '' }, extensions) !== null) {
      throw new PageProblem(
        file,
        child.position?.start.line ?? 1,
        'This cell stands inside a list, quotation or component; move it out',
      );
    }
    refuseInside(child, file, extensions);
  }
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
): Pick<Cell, 'id' | 'title' | 'interrupt' | 'loop'> {
  const wrong = (what: string): PageProblem => new PageProblem(file, fence.at, `${what}; write ${EXAMPLE}`);
  if (!fence.closed) throw new PageProblem(file, fence.at, 'This cell has no closing fence');
  if (fence.column > 1) throw new PageProblem(file, fence.at, 'A cell is not indented; let its fence begin its line');
  const found: Record<string, string> = {};
  const rest = fence.meta
    .slice('cell'.length)
    .replace(/([a-z]+)="([^"]*)"/g, (_, name: string, value: string) => {
      if (name in found) throw wrong(`${name} is given twice`);
      found[name] = value;
      return '';
    })
    .trim();
  const loop = rest === 'loop';
  if (rest !== '' && !loop) throw wrong(`Cannot read ${JSON.stringify(rest)} in the cell's opening line`);
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
  return { id, title, ...(interrupt !== undefined && { interrupt }), ...(loop && { loop: true as const }), ...others };
}

/** The part of a cell that has to come next. */
function nextPart(
  blocks: readonly MdastNode[],
  index: number,
  { role, languages, called }: Part,
  before: Fence,
  text: string,
  file: string,
  extensions: readonly CellExtension[],
): Fence {
  const wanted = `\`\`\`${languages[0]} ${role}`;
  const isWanted = (fence: Fence | null): fence is Fence => fence !== null && roleOf(fence, extensions) === role;
  const fence = fenceOf(blocks[index], text);
  if (isWanted(fence)) {
    if (!fence.closed) throw new PageProblem(file, fence.at, `This ${wanted} has no closing fence`);
    return fence;
  }
  const later = blocks.slice(index).map((block) => fenceOf(block, text));
  if (isWanted(later.find((block) => block !== null) ?? null)) {
    const line = blocks[index]?.position?.start.line ?? before.end;
    throw new PageProblem(file, line, 'Text between the parts of a cell; move it before or after the cell');
  }
  throw new PageProblem(
    file,
    before.at,
    `The cell has no ${called}: a ${wanted} fence has to follow the fence that ends in line ${before.end}`,
  );
}

function titleOf(blocks: readonly MdastNode[], file: string): string {
  const block = blocks.find(({ type }) => type === 'yaml');
  let frontmatter: unknown;
  try {
    frontmatter = block?.type === 'yaml' ? parseYaml(block.value) : null;
  } catch (error) {
    throw new PageProblem(file, 1, `The frontmatter is no YAML: ${(error as Error).message}`, { cause: error });
  }
  const title = (frontmatter as { title?: unknown } | null)?.title;
  if (typeof title !== 'string') {
    throw new PageProblem(file, 1, 'The page has no title; begin it with frontmatter: ---, title: …, ---');
  }
  return title;
}

/** The first paragraph, on one line. */
function openingOf(blocks: readonly MdastNode[], text: string): string {
  const { start, end } = blocks.find(({ type }) => type === 'paragraph')?.position ?? {};
  return text.slice(start?.offset ?? 0, end?.offset ?? 0).replace(/\s*\n\s*/g, ' ');
}

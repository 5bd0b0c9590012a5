/** From the YAML of an expect fence to expectations, each with its line in the page. */

import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Cell, Check, Expectation, Prediction } from '../model/cell.ts';
import type { CellExtension } from '../model/extension.ts';
import { matcher } from '../model/pattern.ts';
import { PageProblem } from '../model/problem.ts';

const PREDICTION_KEYS = ['predict', 'lines', 'never'];
/** More lines than this are no fun to put in order. */
const MAX_GUESSES = 7;
const SENTENCE_KEYS = ['says', 'believed', 'why'];
const CHECK_KEYS = ['shows', 'lacks', 'order', 'count', 'line', 'on', 'raises', 'returns', 'silent', 'all'];
/** As many as element/styles/cell.css has selectors for. */
const MAX_EXPECTATIONS = 16;

/**
 * Parses the YAML of one fence: the expectations, and before them what the reader is asked to predict, if anything.
 *
 * @param at line of the opening fence in the page
 * @param extensions what the site adds to expectations
 * @throws {PageProblem} naming the line in the page
 */
export function parseExpectations(
  yaml: string,
  file: string,
  at: number,
  extensions: readonly CellExtension[] = [],
): Pick<Cell, 'expectations' | 'prediction'> {
  const sentenceKeys = ['says', ...extensions.flatMap(({ keys = [] }) => keys), ...SENTENCE_KEYS.slice(1)];
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter });
  const where = (node: unknown): number => {
    const start = (node as Node | null)?.range?.[0];
    return at + (start === undefined ? 0 : counter.linePos(start).line);
  };
  const problem = (node: unknown, what: string): PageProblem => new PageProblem(file, where(node), what);

  const [error] = document.errors;
  if (error !== undefined) {
    const [reason] = error.message.split(/ at line \d+/);
    throw new PageProblem(file, at + counter.linePos(error.pos[0]).line, `The expectations are no YAML: ${reason}`, {
      cause: error,
    });
  }
  const list = document.contents;
  if (!isSeq(list) || list.items.length === 0) {
    throw new PageProblem(file, at, 'A cell needs expectations: a list whose items begin with "- says: …"');
  }
  const [first, ...rest] = list.items;
  const asks = isMap(first) && first.has('predict');
  const items = asks ? rest : list.items;
  if (items.length === 0) throw problem(first, 'A prediction without expectations; add an item "- says: …" behind it');
  if (items.length > MAX_EXPECTATIONS) {
    throw problem(
      items[MAX_EXPECTATIONS],
      `A cell has at most ${MAX_EXPECTATIONS} expectations; make two cells of this one`,
    );
  }
  return {
    ...(asks && { prediction: prediction(first) }),
    expectations: items.map((item) => expectation(item)),
  };

  function prediction(item: YAMLMap): Prediction {
    for (const { key } of item.items) {
      if (!PREDICTION_KEYS.includes(String(scalar(key)))) {
        throw problem(key, `Unknown key "${scalar(key)}" in a prediction; there are ${PREDICTION_KEYS.join(', ')}`);
      }
    }
    const texts = (key: string, least: number): string[] =>
      sequence(item.get(key, true), key, least).items.map((node) => pattern(node, key));
    const lines = texts('lines', 1);
    const never = item.has('never') ? texts('never', 1) : [];
    const most = lines.length + never.length;
    if (most < 2 || most > MAX_GUESSES) {
      throw problem(item, `A prediction is about 2 to ${MAX_GUESSES} lines; "lines" and "never" have ${most}`);
    }
    return { asks: text(item, 'predict') as string, lines, never, at: where(item) };
  }

  function expectation(item: unknown): Expectation {
    if (isMap(item) && item.has('predict')) {
      throw problem(item, 'A cell has at most one prediction, and it stands before the expectations');
    }
    if (!isMap(item)) throw problem(item, 'An expectation is a mapping that begins with "- says: …"');
    const says = text(item, 'says');
    if (says === undefined) throw problem(item, 'The expectation has no sentence; begin it with "- says: …"');
    const found: Record<string, string> = {};
    for (const key of sentenceKeys.slice(1)) {
      const value = text(item, key);
      if (value !== undefined) found[key] = value;
    }
    for (const { checkKeys } of extensions) {
      const wrong = checkKeys?.(found) ?? null;
      if (wrong !== null) throw problem(wrong.key === undefined ? item : item.get(wrong.key, true), wrong.what);
    }
    return { says, check: check(item, sentenceKeys), ...found, at: where(item) };
  }

  /** The one check among a mapping's keys. */
  function check(map: YAMLMap, besides: readonly string[]): Check {
    const keys = map.items.map((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key));
    for (const [index, key] of keys.entries()) {
      if (!CHECK_KEYS.includes(key) && !besides.includes(key)) {
        const among = besides.length > 0 ? `${besides.join(', ')}, and one check of ` : '';
        throw problem(map.items[index]?.key, `Unknown key "${key}"; there are ${among}${CHECK_KEYS.join(', ')}`);
      }
    }
    const checks = keys.filter((key) => CHECK_KEYS.includes(key));
    const [key] = checks;
    if (key === undefined) throw problem(map, `Nothing is checked; add one of: ${CHECK_KEYS.join(', ')}`);
    if (checks.length > 1) {
      throw problem(map, `Two checks, ${checks.join(' and ')}, in one place; join them: "all: [{…}, {…}]"`);
    }
    const value = map.get(key, true);
    switch (key) {
      case 'shows':
        return { shows: pattern(value, key) };
      case 'lacks':
        return { lacks: pattern(value, key) };
      case 'order': {
        const order = sequence(value, key, 2).items.map((item) => pattern(item, key));
        return { order };
      }
      case 'count': {
        const map = mapping(value, key, ['of', 'is']);
        return { count: { of: pattern(map.get('of', true), 'of'), is: whole(map.get('is', true), 'is', 0) } };
      }
      case 'line': {
        const map = mapping(value, key, ['n', 'is']);
        const n = whole(map.get('n', true), 'n', Number.NEGATIVE_INFINITY);
        if (n === 0) throw problem(value, 'Lines count from 1, and from -1 backwards');
        return { line: { n, is: pattern(map.get('is', true), 'is') } };
      }
      case 'on': {
        const map = mapping(value, key, ['stream', 'shows']);
        const stream = scalar(map.get('stream', true));
        if (stream !== 'out' && stream !== 'err') throw problem(value, '"stream" is "out" or "err"');
        return { on: { stream, shows: pattern(map.get('shows', true), 'shows') } };
      }
      case 'raises': {
        const map = mapping(value, key, ['type'], ['message']);
        const type = pattern(map.get('type', true), 'type');
        return {
          raises: map.has('message') ? { type, message: pattern(map.get('message', true), 'message') } : { type },
        };
      }
      case 'returns':
      case 'silent':
        if (scalar(value) !== true) throw problem(value, `"${key}" can only be true`);
        return key === 'returns' ? { returns: true } : { silent: true };
      default: {
        const all = sequence(value, key, 2).items.map((item) => {
          if (!isMap(item)) throw problem(item, 'A check in "all" is a mapping with one key: { shows: … }');
          return check(item, []);
        });
        return { all };
      }
    }
  }

  function text(map: YAMLMap, key: string): string | undefined {
    if (!map.has(key)) return undefined;
    const node = map.get(key, true);
    const value = scalar(node);
    if (typeof value !== 'string' || value.trim() === '')
      throw problem(node ?? map, `"${key}" has to be text; put it in quotes`);
    return value.trim();
  }

  function pattern(node: unknown, key: string): string {
    const value = scalar(node);
    if (typeof value !== 'string' || value === '') throw problem(node, `"${key}" has to be text; put it in quotes`);
    try {
      matcher(value);
    } catch (error) {
      throw problem(node, `${value} is no regular expression: ${(error as Error).message}`);
    }
    return value;
  }

  function whole(node: unknown, key: string, least: number): number {
    const value = scalar(node);
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least) {
      throw problem(node, `"${key}" has to be a whole number`);
    }
    return value;
  }

  function mapping(node: unknown, key: string, needed: readonly string[], optional: readonly string[] = []): YAMLMap {
    const shape = `"${key}" is written { ${[...needed.map((k) => `${k}: …`), ...optional.map((k) => `${k}: …`)].join(', ')} }`;
    if (!isMap(node)) throw problem(node, shape);
    const keys = node.items.map((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key));
    const complete = needed.every((k) => keys.includes(k)) && keys.every((k) => [...needed, ...optional].includes(k));
    if (!complete) throw problem(node, shape);
    return node;
  }

  function sequence(node: unknown, key: string, least: number): YAMLSeq {
    if (!isSeq(node) || node.items.length < least) throw problem(node, `"${key}" is a list of at least ${least}`);
    return node;
  }
}

function scalar(node: unknown): unknown {
  return isScalar(node) ? node.value : undefined;
}

/** What is refused before the compiler sees it. */

/** esbuild needs about a second for a megabyte in a browser, and no cell a person wrote is this long. */
export const MAX_CHARACTERS = 64 * 1024;

/**
 * esbuild and the passes after it walk the syntax tree recursively; in Chromium esbuild's WebAssembly
 * overflows its stack between 1,000 and 5,000 levels and then never answers.
 */
export const MAX_NESTING = 400;

/** Operators without brackets nest just as deep: `a ? b : c ? d : …`, `!!!…`, `A<A<A<…`, `typeof typeof …`. Counted in characters, and words. */
const MAX_OPERATORS = 1_200;

/** Statements without braces: `if (a) if (b) for (;;) …`. */
const MAX_HEADS = 600;

/** `else if (…) …; else if (…) …;` in one block, which nests as well. */
const MAX_ELSES = 300;

export interface LimitExceeded {
  readonly message: string;
  readonly offset: number;
}

/**
 * Whether a source is too long or too deeply nested for the compiler. Counts
 * brackets outside strings, templates' texts and comments; it does not know
 * regular expressions, whose brackets are few and mostly balanced.
 */
export function exceedsLimits(source: string): LimitExceeded | null {
  if (source.length > MAX_CHARACTERS) {
    return {
      message: `The program is too long: ${source.length.toLocaleString('en')} characters, at most ${MAX_CHARACTERS.toLocaleString('en')} are compiled.`,
      offset: MAX_CHARACTERS,
    };
  }
  let depth = 0;
  // For every `${` that is open: the depth at which its `}` returns to the template.
  const templates: number[] = [];
  // For every bracket that is open: what has been counted in it so far.
  const levels: Level[] = [{ operators: 0, elses: 0, heads: 0 }];
  const level = (): Level => {
    levels.length = Math.min(levels.length, depth + 1);
    while (levels.length <= depth) levels.push({ operators: 0, elses: 0, heads: 0 });
    return levels[depth] as Level;
  };
  for (let i = 0; i < source.length; i++) {
    const character = source[i] as string;
    switch (character) {
      case '(':
      case '[':
      case '{':
        depth++;
        break;
      case ')':
      case ']':
        if (depth > 0) depth--;
        level();
        break;
      case '}':
        if (depth > 0) depth--;
        level().heads = 0;
        if (templates.at(-1) !== depth) break;
        templates.pop();
        i = skipTemplate(source, i + 1);
        if (source[i] === '{') templates.push(depth++);
        break;
      case '`':
        i = skipTemplate(source, i + 1);
        if (source[i] === '{') templates.push(depth++);
        break;
      case '"':
      case "'":
        i = skipString(source, i);
        break;
      case ';':
        level().heads = 0;
        level().operators = 0;
        break;
      case ',':
        level().operators = 0;
        break;
      case '\n':
        if (endsStatement(source, i)) level().operators = 0;
        break;
      case '/':
        if (source[i + 1] === '/') {
          const end = source.indexOf('\n', i);
          i = end < 0 ? source.length : end - 1;
        } else if (source[i + 1] === '*') {
          const end = source.indexOf('*/', i + 2);
          i = end < 0 ? source.length : end + 1;
        } else level().operators++;
        break;
      default:
        if (OPERATORS.includes(character)) level().operators++;
        else if (/[a-z]/.test(character)) i = countWord(source, i, level());
    }
    if (depth > MAX_NESTING) {
      return {
        message: `Brackets are nested more than ${MAX_NESTING} deep here, which the compiler does not take.`,
        offset: i,
      };
    }
    const { operators, elses, heads } = level();
    if (operators > MAX_OPERATORS || elses > MAX_ELSES || heads > MAX_HEADS) {
      const what =
        elses > MAX_ELSES
          ? `more than ${MAX_ELSES} else`
          : heads > MAX_HEADS
            ? `more than ${MAX_HEADS} statements without braces`
            : `more than ${MAX_OPERATORS} operators`;
      return { message: `There are ${what} in a row here, which nest too deeply for the compiler.`, offset: i };
    }
  }
  return null;
}

/** What has been counted within one pair of brackets. */
interface Level {
  /** Since a statement or a list's element began. */
  operators: number;
  elses: number;
  /** Since a statement ended. */
  heads: number;
}

const OPERATORS = '+-*%&|^!~<>=?:.';
const PREFIX = /^(?:await|delete|new|typeof|void|yield)$/;
const HEAD = /^(?:do|for|if|while|with)$/;
/** A line that ends so is not the end of a statement. */
const ENDS_WITH_PREFIX = /\b(?:await|delete|new|typeof|void|yield)$/;

/** Counts a word that nests what follows it; returns the index of the word's last character. */
function countWord(source: string, start: number, level: Level): number {
  let end = start + 1;
  while (end < source.length && /[\w$]/.test(source[end] as string)) end++;
  // A property, or the end of another word, which is all that can stand directly before a letter here.
  if (/[\w$.]/.test(source[start - 1] ?? '')) return end - 1;
  const word = source.slice(start, Math.min(end, start + 8));
  if (word === 'else') level.elses++;
  else if (PREFIX.test(word)) level.operators++;
  else if (HEAD.test(word)) level.heads++;
  return end - 1;
}

/** Whether a statement can end at a line end: neither side of it asks for more. */
function endsStatement(source: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && ' \t\r'.includes(source[before] as string)) before--;
  let after = at + 1;
  while (after < source.length && ' \t\r\n'.includes(source[after] as string)) after++;
  if (ENDS_WITH_PREFIX.test(source.slice(Math.max(0, before - 10), before + 1))) return false;
  const joins = (character: string | undefined): boolean =>
    character !== undefined && `/${OPERATORS}`.includes(character);
  return !joins(source[before]) && !joins(source[after]);
}

/** Index of the closing quote, or of the line's last character where there is none. */
function skipString(source: string, start: number): number {
  const quote = source[start];
  let i = start + 1;
  for (; i < source.length; i++) {
    const character = source[i];
    if (character === '\\') i++;
    else if (character === quote || character === '\n') break;
  }
  return i;
}

/** Index of the closing backtick, or of the `{` of the next `${`. */
function skipTemplate(source: string, start: number): number {
  let i = start;
  for (; i < source.length; i++) {
    const character = source[i];
    if (character === '\\') i++;
    else if (character === '`') break;
    else if (character === '$' && source[i + 1] === '{') return i + 1;
  }
  return i;
}

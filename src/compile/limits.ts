/** What is refused before the compiler sees it. */

/** esbuild needs about a second for a megabyte in a browser, and no cell a person wrote is this long. */
export const MOST_CHARACTERS = 64 * 1024;

/**
 * esbuild and the passes after it walk the syntax tree recursively; in Chromium esbuild's WebAssembly
 * overflows its stack between 1,000 and 5,000 levels and then never answers.
 */
export const MOST_NESTING = 400;

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
  if (source.length > MOST_CHARACTERS) {
    return {
      message: `The program is too long: ${source.length.toLocaleString('en')} characters, at most ${MOST_CHARACTERS.toLocaleString('en')} are compiled.`,
      offset: MOST_CHARACTERS,
    };
  }
  let depth = 0;
  // For every `${` that is open: the depth at which its `}` returns to the template.
  const templates: number[] = [];
  for (let i = 0; i < source.length; i++) {
    switch (source[i]) {
      case '(':
      case '[':
      case '{':
        depth++;
        if (depth > MOST_NESTING) {
          return {
            message: `Brackets are nested more than ${MOST_NESTING} deep here, which the compiler does not take.`,
            offset: i,
          };
        }
        break;
      case ')':
      case ']':
        if (depth > 0) depth--;
        break;
      case '}':
        if (depth > 0) depth--;
        if (templates.at(-1) === depth) {
          templates.pop();
          i = skipTemplate(source, i + 1);
          if (source[i] === '{') {
            templates.push(depth);
            depth++;
          }
        }
        break;
      case '"':
      case "'":
        i = skipString(source, i);
        break;
      case '`':
        i = skipTemplate(source, i + 1);
        if (source[i] === '{') {
          templates.push(depth);
          depth++;
        }
        break;
      case '/':
        if (source[i + 1] === '/') {
          const end = source.indexOf('\n', i);
          i = end < 0 ? source.length : end;
        } else if (source[i + 1] === '*') {
          const end = source.indexOf('*/', i + 2);
          i = end < 0 ? source.length : end + 1;
        }
    }
  }
  return null;
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

/** How captured text and amounts appear in the page. */

// Control characters would vanish or, those of bidirectional text, turn what follows around; half a character (a lone
// surrogate, which is all that \p{Cs} finds in a pattern for whole characters) looks like any other half.
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what this looks for
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\p{Cs}]/gu;

/** A line's text with characters that act instead of showing written as escapes. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** `1.2 of 3.7 MB`. */
export function megabytes(loaded: number, total: number | null): string {
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(1);
  return total === null ? `${mb(loaded)} MB` : `${mb(loaded)} of ${mb(total)} MB`;
}

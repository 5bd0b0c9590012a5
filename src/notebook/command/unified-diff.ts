/** Line differences of two texts in the unified format, as `diff -u` writes it. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** The empty string if the texts are equal. */
export function unifiedDiff(before: string, after: string, beforeName: string, afterName: string): string {
  if (before === after) return '';
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch(beforeName, afterName, before, after, undefined, undefined, options).replace(/\n$/, '');
}

/** The question that a page opens with. */

/**
 * The first paragraph of a page's text, on one line; code stands between backticks.
 *
 * @param source the MDX file, with frontmatter and imports or without
 */
export function opening(source: string): string {
  const body = source.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '');
  const paragraphs = body.split(/\r?\n\s*\r?\n/).map((paragraph) => paragraph.trim());
  const first = paragraphs.find((paragraph) => paragraph !== '' && !/^(?:import|export)\b/.test(paragraph)) ?? '';
  return first.replace(/\s*\r?\n\s*/g, ' ');
}

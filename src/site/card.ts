/** A page's card: what other sites show beside a link to it. */

export const CARD = { width: 1200, height: 630 };

/** Where it is, behind the site's base. @param slug the page's path; `index` for the start page */
export function cardPath(slug: string): string {
  return `cards/${slug}.png`;
}

/** What the fragment of an address may begin with. */

/** Shared code; see share-code.ts. */
export const CODE = '#code=';
/** In the playground: the program of the site to start from, `PAGE/CELL`. */
export const START = '#start=';

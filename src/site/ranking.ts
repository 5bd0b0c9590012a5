/**
 * How the search orders pages. A page that has the very words of a query comes before longer ones that have words like
 * them: the reference has nearly every word of asyncio in some form. tests/site/search.test.ts says what comes of it.
 */
export const RANKING = { termSimilarity: 3 };

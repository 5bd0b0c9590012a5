/**
 * A sample of the Python beside the cells, run by the page's own buttons: in Chromium some pages with programs of every
 * kind between them, two pages in the other engines. tests/twins/ runs all of it in all engines.
 */
import { PAGES, runTwins, sample } from './twins.ts';

/** Tasks and cancellation; deep recursion. */
const ELSEWHERE = ['task-cancellation/gather', 'circular-await'];

runTwins((engine) => (engine === 'chromium' ? sample() : PAGES.filter(({ path }) => ELSEWHERE.includes(path))));

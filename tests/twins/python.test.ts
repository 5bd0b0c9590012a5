/** The Python beside the cells, all of it, in every engine; tests/README.md says when it is run. */
import { PAGES, runTwins } from '../engines/twins.ts';

runTwins(() => PAGES);

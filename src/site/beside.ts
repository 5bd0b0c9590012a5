/** What stands beside the cells of this site: their Python twins. */
import { pythonBeside } from '../notebook/languages/python/beside.ts';

export default pythonBeside('from-python-to-typescript/#what-is-compared');

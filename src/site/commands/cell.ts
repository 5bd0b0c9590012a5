/** `npm run --silent cell -- FILE.ts …`: programs on `awaitable`, on the command line. */
import { cell } from '../../notebook/command/cell.ts';
import { language } from './programs.ts';

const status = await cell(language, process.argv.slice(2));
await language.stop();
process.exit(status);

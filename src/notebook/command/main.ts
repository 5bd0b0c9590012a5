#!/usr/bin/env node
import { contentOf } from '../content/content.ts';
import { plain } from '../languages/typescript/plain-files.ts';
import { PageProblem } from '../model/problem.ts';
import { cell } from './cell.ts';
/**
 * The command line of the notebook for pages and programs in plain TypeScript. A site with a runtime has commands of its
 * own, which hand their language to the same functions.
 */
import { endQuietlyWithoutReader } from './end-quietly.ts';
import { record } from './record.ts';
import { Refused } from './recorded-files.ts';
import { typescript } from './typescript.ts';

const USAGE = `usage: verified-cells COMMAND …

  cell FILE.ts …      runs programs as cells; \`verified-cells cell --help\` lists its options
  record [WORD …]     runs the cells of all pages in content/, checks their expectations and writes what they printed
  check [WORD …]      the same, but writes nothing, and fails if a recording is not what its cell prints`;

async function recordPages(words: readonly string[], check: boolean): Promise<number> {
  const { cells, pages, problems, diffs } = await record(contentOf(process.cwd()), language, { words, check });
  if (pages === 0) {
    console.error(`No page of content/ has ${words.join(' or ') || 'the ending .mdx'} in its path`);
    return 1;
  }
  if (problems.length > 0) {
    console.error(`${problems.join('\n\n')}\n\n${check ? 'Not as recorded.' : 'Nothing was written.'}`);
    return 1;
  }
  for (const diff of diffs) console.log(diff);
  const what = `${cells} cells of ${pages} pages`;
  if (!check) console.log(`${what} recorded; ${diffs.length} files changed`);
  else if (diffs.length === 0) console.log(`${what} print what is recorded`);
  else console.error(`${diffs.length} files are not what the cells print; run \`verified-cells record\``);
  return check && diffs.length > 0 ? 1 : 0;
}

async function main([command, ...rest]: readonly string[]): Promise<number> {
  switch (command) {
    case 'cell':
      return cell(language, rest);
    case 'record':
    case 'check':
      endQuietlyWithoutReader();
      try {
        return await recordPages(rest, command === 'check');
      } catch (error) {
        // These say themselves what is wrong; anything else is our fault and shows its stack.
        if (!(error instanceof PageProblem || error instanceof Refused)) throw error;
        console.error(error.message);
        return 1;
      }
    case '--help':
      console.log(USAGE);
      return 0;
    default:
      console.error(command === undefined ? USAGE : `unknown command ${command}\n\n${USAGE}`);
      return 2;
  }
}

const language = typescript(plain);
const status = await main(process.argv.slice(2));
await language.stop();
process.exit(status);

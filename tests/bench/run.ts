/**
 * `npm run bench`: prints figures as tables, each beside its limit. `npm run bench -- NAME …` measures only the files of
 * this folder whose names contain one of the words. With `--check` the exit status is 1 if a figure is beyond its limit.
 *
 * Each benchmark is a file that exports `measure()`. Times are ratios to something that is measured in the same run, so
 * that a slow machine, or a busy one, decides as little as possible.
 */
import { readdirSync } from 'node:fs';
import { type Figure, keeps, table } from './figure.ts';

const check = process.argv.includes('--check');
const words = process.argv.slice(2).filter((word) => word !== '--check');
const files = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.ts') && !['run.ts', 'figure.ts', 'trace.ts', 'yardstick.ts'].includes(file))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();
if (files.length === 0) {
  console.error(`No benchmark is called ${words.join(' or ')}.`);
  process.exitCode = 2;
}
for (const file of files) {
  const { measure } = (await import(new URL(file, import.meta.url).href)) as { measure(): Promise<Figure[]> };
  console.log(`\n${file.replace(/\.ts$/, '')}`);
  const figures = await measure();
  console.log(table(figures));
  if (check && !figures.every(keeps)) process.exitCode = 1;
}

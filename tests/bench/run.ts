/**
 * `npm run bench`: prints figures as tables. `npm run bench -- NAME …` measures
 * only the files of this folder whose names contain one of the words.
 *
 * Each benchmark is a file that exports `measure()`. The exit status is 1 if a
 * figure is not as good as it has to be.
 */
import { readdirSync } from 'node:fs';
import { type Figure, keeps, table } from './figure.ts';

const words = process.argv.slice(2);
const files = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.ts') && !['run.ts', 'figure.ts'].includes(file))
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
  if (!figures.every(keeps)) process.exitCode = 1;
}

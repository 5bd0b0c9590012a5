/**
 * Checks the cells of all pages as any other source: extracts them under `.cache/`, one folder a page, and
 * runs the type checker, the formatter and the linter there. Messages name page, cell and line.
 *
 * With `--write` it formats the cells in their pages instead.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cellFile } from '../../src/notebook/model/program.ts';
import { CELL_DECLARATIONS, cellCompilerOptions } from '../../src/notebook/model/type-check.ts';
import { siteContent } from '../../src/site/content.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
mkdirSync(join(ROOT, '.cache'), { recursive: true });
/** Of this run alone: another may go on at the same time. */
const OUT = mkdtempSync(join(ROOT, '.cache/cells-'));
process.on('exit', () => rmSync(OUT, { recursive: true, force: true }));

/** Where an extracted file's line 1 stands: in the line after the fence. */
const origins = new Map<string, { page: string; id: string; at: number; lines: number }>();

for (const page of siteContent(ROOT).readPages()) {
  for (const { id, source, at } of page.cells) {
    const name = `${page.path}/${cellFile(id)}`;
    mkdirSync(dirname(join(OUT, name)), { recursive: true });
    writeFileSync(join(OUT, name), `${source}\n`);
    origins.set(name, { page: page.file, id, at, lines: source.split('\n').length });
  }
}
symlinkSync(join(ROOT, 'node_modules'), join(OUT, 'node_modules'));

writeFileSync(
  join(OUT, 'tsconfig.json'),
  JSON.stringify({
    compilerOptions: cellCompilerOptions,
    include: ['**/*.ts', 'cells.d.ts'],
    exclude: ['node_modules'],
  }),
);
writeFileSync(join(OUT, 'cells.d.ts'), CELL_DECLARATIONS);
writeFileSync(
  join(OUT, 'biome.json'),
  JSON.stringify({
    root: true,
    files: { includes: ['**/*.ts', '!node_modules', '!*.d.ts'] },
    json: { formatter: { enabled: false } },
    formatter: { indentStyle: 'space', indentWidth: 2, lineWidth: 105 },
    javascript: { formatter: { quoteStyle: 'double' } },
    assist: { enabled: false },
    linter: {
      rules: {
        preset: 'recommended',
        // Cells show what programs do wrong, too.
        correctness: { noUnusedVariables: 'off', noUnreachable: 'off', useYield: 'off' },
        complexity: { noUselessCatch: 'off' },
        style: { useConst: 'error', noNonNullAssertion: 'off' },
        suspicious: { noImportCycles: 'error' },
      },
    },
  }),
);

if (process.argv.includes('--write')) format();
else check();

function check(): void {
  const results = [
    spawnSync('tsc', ['-p', OUT, '--pretty', 'false'], { encoding: 'utf8', cwd: OUT }),
    spawnSync('biome', ['check', '--reporter=github', '--error-on-warnings', '.'], { encoding: 'utf8', cwd: OUT }),
  ];
  for (const { status, stdout, stderr, error } of results) {
    if (error !== undefined) throw error;
    if (status === 0) continue;
    process.exitCode = 1;
    console.log(inPages(stdout + stderr));
  }
  if (process.exitCode !== 1) console.log(`${origins.size} cells`);
}

function format(): void {
  const { status, stderr, error } = spawnSync('biome', ['format', '--write', '.'], { encoding: 'utf8', cwd: OUT });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr);
  // From the last cell of a page to its first, so that the lines of those before it stay where they are.
  for (const [name, { page, at, lines }] of [...origins].reverse()) {
    const text = readFileSync(join(ROOT, page), 'utf8').split('\n');
    text.splice(at, lines, ...readFileSync(join(OUT, name), 'utf8').trimEnd().split('\n'));
    writeFileSync(join(ROOT, page), text.join('\n'));
  }
}

/** Messages about extracted files, moved to where their text stands. */
function inPages(output: string): string {
  return output
    .split('\n')
    .flatMap((line) => {
      const types = /^(.+?\.ts)\((\d+),(\d+)\): (.*)$/.exec(line);
      if (types) return [place(types[1], types[2], types[3], types[4])];
      const lint = /^::\w+ title=([^,]*),file=([^,]*),line=(\d+),.*?col=(\d+),.*?::(.*)$/.exec(line);
      if (lint)
        return [
          place(
            lint[2],
            lint[3],
            lint[4],
            lint[1] === 'format' ? 'not formatted; run `npm run format`' : `${lint[1]}: ${lint[5]}`,
          ),
        ];
      return line.startsWith('  ') ? [line] : [];
    })
    .join('\n');
}

function place(name = '', line = '', column = '', message = ''): string {
  const origin = origins.get(relative(OUT, resolve(OUT, name)).replaceAll('\\', '/'));
  if (origin === undefined) return `${name}:${line}:${column}: ${message}`;
  return `${origin.page}:${origin.at + Number(line)}:${column}: cell ${origin.id}: ${message}`;
}

/**
 * The runtime beside the same others as in `runtime.ts`, in Chromium. Each system has a page in a browser of its own; the
 * workloads go round them in turn, and the best of the rounds counts. A page has no clock of processor time, so a busy
 * machine shows more than it does there.
 */
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { esbuildPlugin } from '../../src/site/awaitable/plugin.ts';
import { launchBrowser } from '../browser/find-browser.ts';
import type { Figure } from './figure.ts';
import { print, type Results, WORKLOADS } from './runtime.ts';

const ENTRY = fileURLToPath(new URL('./runtime/in-browser.ts', import.meta.url));
const SYSTEMS = ['awaitable', 'trampoline', 'promises', 'effection', 'effect'] as const;
/** Systems that take too long for all of it: Effect yields by timers here, which a page gets every four milliseconds. */
const DIVISORS: Readonly<Record<string, number>> = { effection: 500, effect: 2000 };
const ROUNDS = Number(process.env['ROUNDS'] ?? 7);

export async function measure(): Promise<Figure[]> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [ENTRY],
    bundle: true,
    format: 'iife',
    target: 'esnext',
    write: false,
    // Effection's main(), which no workload calls.
    external: ['node:*'],
    plugins: [esbuildPlugin()],
  });
  const program = outputFiles[0]?.text ?? '';
  const browsers = await Promise.all(SYSTEMS.map(() => launchBrowser()));
  try {
    const pages = await Promise.all(browsers.map((browser) => browser.newPage()));
    await Promise.all(pages.map((page) => page.evaluate(program)));
    const results: Results = {};
    for (let round = 0; round < ROUNDS; round++) {
      for (const [workload, n] of Object.entries(WORKLOADS)) {
        results[workload] ??= {};
        const row = results[workload];
        for (const [index, system] of SYSTEMS.entries()) {
          const count = Math.ceil(n / (DIVISORS[system] ?? 1));
          const figure = (await pages[index]?.evaluate(`measure('${system}', '${workload}', ${count})`)) as
            | number
            | null;
          if (figure !== null) row[system] = Math.min(figure, row[system] ?? Number.POSITIVE_INFINITY);
        }
      }
    }
    print(results, SYSTEMS);
    const shares = Object.values(results).map((row) => (row['awaitable'] as number) / (row['trampoline'] as number));
    return [{ what: 'worst against the bare trampoline, in Chromium', value: Math.max(...shares), unit: '×' }];
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
}

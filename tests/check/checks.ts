/** The static checks, in the order of `npm run check`. */

export interface StaticCheck {
  readonly name: string;
  readonly command: readonly string[];
  /** As of a part of tests/run.ts. @default 'quick' */
  readonly tier?: 'test';
}

export const checks: readonly StaticCheck[] = [
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings'] },
  { name: 'no import cycles among files or folders', command: ['node', 'tests/check/cycles.ts'] },
  {
    name: 'format of .astro files',
    command: ['prettier', '--check', '--log-level=warn', 'src/**/*.astro'],
  },
  { name: 'types of the runtime, without DOM and Node', command: ['tsc', '-p', 'runtime'] },
  {
    name: 'types of everything else',
    command: ['tsc', '-p', '.', '--incremental', '--tsBuildInfoFile', '.cache/types.tsbuildinfo'],
  },
  {
    name: 'types of .astro files',
    command: ['astro', 'check', '--minimumSeverity=warning', '--tsconfig', 'tests/check/tsconfig.astro.json'],
    tier: 'test',
  },
  { name: 'directions of imports between folders', command: ['node', 'tests/check/directions.ts'] },
  { name: 'unit tests start nothing', command: ['node', 'tests/check/unit.ts'] },
  { name: 'no test reads a clock', command: ['node', 'tests/check/clocks.ts'] },
  { name: 'types, format and lint of the cells', command: ['node', 'tests/check/cells.ts'] },
];

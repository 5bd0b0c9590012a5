/** The table in README.md: what became of each case in each engine. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { EngineName } from '../engines/engine.ts';

const FILE = new URL('README.md', import.meta.url);
const BEGIN = '<!-- table -->';
const TITLES: Readonly<Record<EngineName, string>> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };

/** Whether this run is to write the table. */
export const writes = process.env['WRITE_RESULTS'] !== undefined;

/** Collects what the tests see. */
export class Results {
  readonly #cases: readonly string[];
  readonly #engines = new Map<EngineName, string>();
  /** Outcomes by case and engine. */
  readonly #rows = new Map<string, string>();

  constructor(cases: readonly string[]) {
    this.#cases = cases;
  }

  engine(name: EngineName, version: string): void {
    this.#engines.set(name, version);
  }

  add(name: string, engine: EngineName, outcome: string): void {
    this.#rows.set(`${name}\0${engine}`, outcome);
  }

  /** Writes the table if the run was asked to and every engine has come to the end of it. */
  written(): void {
    if (!writes) return;
    const engines = [...this.#engines.keys()].sort();
    if (engines.length < Object.keys(TITLES).length || this.#rows.size < this.#cases.length * engines.length) {
      console.log('README.md is not written: not every case has ended well in every engine');
      return;
    }
    writeFileSync(FILE, `${introduction()}${BEGIN}\n\n${this.#table(engines)}`);
  }

  #table(engines: readonly EngineName[]): string {
    const ran = engines.map((name) => `${TITLES[name]} ${this.#engines.get(name)}`).join(', ');
    const lines = [`In ${ran}.`, '', '| case | outcome |', '| --- | --- |'];
    for (const name of this.#cases) {
      const rows = engines.map((engine) => this.#rows.get(`${name}\0${engine}`) ?? '');
      const outcomes = new Map<string, EngineName[]>();
      rows.forEach((outcome, i) => {
        outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), engines[i] as EngineName]);
      });
      const said = [...outcomes].map(([outcome, of]) =>
        outcomes.size === 1 ? outcome : `${of.map((engine) => TITLES[engine]).join(', ')}: ${outcome}`,
      );
      lines.push(`| ${name} | ${said.join('<br>')} |`);
    }
    return `${lines.join('\n')}\n`;
  }
}

function introduction(): string {
  return readFileSync(FILE, 'utf8').split(BEGIN)[0] ?? '';
}

/** The cases that the table tells of. */
export function casesInTable(): string[] {
  const table = readFileSync(FILE, 'utf8').split(BEGIN)[1] ?? '';
  return [...table.matchAll(/^\| (.*?) \|/gm)].map(([, name = '']) => name).slice(2);
}

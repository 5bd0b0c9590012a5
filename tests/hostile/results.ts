/** The tables in README.md: what became of each case in each engine. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { EngineName } from '../engines/engine.ts';

const FILE = new URL('README.md', import.meta.url);
/** Each table begins with a comment that names it. */
type Table = 'table' | 'python';
const TITLES: Readonly<Record<EngineName, string>> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };

/** A case, and the engines in which it is not run. */
interface Case {
  readonly name: string;
  readonly not?: readonly EngineName[];
}

/** Whether this run is to write the tables. */
export const writes = process.env['WRITE_RESULTS'] !== undefined;

/** Collects what the tests see. */
export class Results {
  readonly #name: Table;
  readonly #cases: readonly Case[];
  readonly #engines = new Map<EngineName, string>();
  /** Outcomes by case and engine. */
  readonly #rows = new Map<string, string>();

  constructor(table: Table, cases: readonly Case[]) {
    this.#name = table;
    this.#cases = cases;
  }

  engine(name: EngineName, version: string): void {
    this.#engines.set(name, version);
  }

  add(name: string, engine: EngineName, outcome: string): void {
    this.#rows.set(`${name}\0${engine}`, outcome);
  }

  /** Puts the table into README.md if the run was asked to and every engine has come to the end of it. */
  written(): void {
    if (!writes) return;
    const engines = [...this.#engines.keys()].sort();
    const rows = this.#cases.reduce((sum, { not = [] }) => sum + engines.length - not.length, 0);
    if (engines.length < Object.keys(TITLES).length || this.#rows.size < rows) {
      console.log('README.md is not written: not every case has ended well in every engine');
      return;
    }
    const [before, , after] = around(this.#name);
    writeFileSync(FILE, `${before}\n\n${this.#table(engines)}${after}`);
  }

  #table(engines: readonly EngineName[]): string {
    const ran = engines.map((name) => `${TITLES[name]} ${this.#engines.get(name)}`).join(', ');
    const lines = [`In ${ran}.`, '', '| case | outcome |', '| --- | --- |'];
    for (const { name, not = [] } of this.#cases) {
      const rows = engines.map((engine) =>
        not.includes(engine) ? 'not run' : (this.#rows.get(`${name}\0${engine}`) ?? ''),
      );
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

/** README.md in three: up to where a table begins, the table, and what comes after it. */
function around(table: Table): readonly [before: string, table: string, after: string] {
  const text = readFileSync(FILE, 'utf8');
  const comment = `<!-- ${table} -->`;
  const begin = text.indexOf(comment) + comment.length;
  const heading = text.indexOf('\n## ', begin);
  const end = heading < 0 ? text.length : heading;
  return [text.slice(0, begin), text.slice(begin, end), text.slice(end)];
}

/** The cases that a table tells of. */
export function casesInTable(table: Table): string[] {
  return [...around(table)[1].matchAll(/^\| (.*?) \|/gm)].map(([, name = '']) => name).slice(2);
}

/**
 * The Python beside the cells, run by the page's own buttons for a reader who has chosen Python: what CPython prints in
 * the page is what it printed when the page was recorded. All of it is a command of its own (../twins/), as each program
 * starts an interpreter, which takes seconds; a sample of it is run with the other tests (python.test.ts).
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Served } from '../../src/notebook/command/serve.ts';
import { visible } from '../../src/notebook/element/views/display.ts';
import { importsOf } from '../../src/notebook/languages/python/threads.ts';
import { evaluate } from '../../src/notebook/model/expectations.ts';
import { isFileOf } from '../../src/notebook/model/traceback.ts';
import { endingText, formatTime } from '../../src/notebook/model/wording.ts';
import { siteContent } from '../../src/site/content.ts';
import { servedSite } from '../built-site.ts';
import { type Engine, type EngineName, type LaunchOptions, surviving } from './engine.ts';
import { eachEngine } from './engines.ts';
import { type CellState, NotebookPage } from './page.ts';

/** The machine may do much else: a run that was too slow for the page's own deadlines gets another chance. */
const ATTEMPTS = 3;
const TOO_SLOW = /has not answered for \d+ s|did not start within|has been busy for/;
/** Browsers at a time: a boot of CPython keeps one processor busy. */
const LANES = 2;
/** How deep a recursion goes depends on the stack, which is smaller in a browser. */
const DEEPER_ELSEWHERE = ['how-deep'];

interface TwinPage {
  readonly file: string;
  /** `index` for the home page. */
  readonly path: string;
  /** Whether the page has a button that runs all its cells. */
  readonly all: boolean;
  /** What its programs ask of the browser that one program in Node does not show of all the others. */
  readonly kinds: ReadonlySet<string>;
  readonly expected: readonly {
    readonly id: string;
    readonly where: string;
    readonly shown: {
      readonly problem: null;
      readonly lines: readonly { readonly stream: string; readonly time: string; readonly text: string }[];
      readonly ending: string;
      readonly verdicts: readonly string[];
    };
  }[];
}

const content = siteContent();
/** All pages with programs that run on CPython in a page. */
export const PAGES: readonly TwinPage[] = content.readPages().flatMap((page) => {
  const recordings = content.readPageRecordings(page);
  const kinds = new Set<string>();
  const expected = page.cells
    .filter(({ id, measured }) => measured === undefined && !DEEPER_ELSEWHERE.includes(id))
    .map(({ id, at, expectations, interrupt, twin }) => {
      const where = `${page.file}:${at}: cell ${id}`;
      const recorded = recordings[id]?.python?.['3.14'];
      assert.ok(recorded, `${where}: not recorded`);
      for (const { what } of importsOf(twin?.source ?? '')) {
        const [module = ''] = what.split('.');
        kinds.add(
          page.cells.some((other) => isFileOf(`${module}.py`, other.id)) ? 'imports a cell' : `imports ${module}`,
        );
      }
      kinds.add(`ends with status ${recorded.status}`);
      if (interrupt !== undefined) kinds.add('is interrupted');
      if (recorded.exception?.type === 'RecursionError') kinds.add('recurses');
      const verdicts = expectations.map(({ check }) => (evaluate(check, recorded).holds ? 'holds' : 'fails'));
      const lines = recorded.lines.map(({ stream, time, text }) => ({
        stream,
        time: formatTime(time),
        text: depth(visible(text)),
      }));
      return { id, where, shown: { problem: null, lines, ending: endingText(recorded), verdicts } };
    });
  return expected.length === 0
    ? []
    : [{ file: page.file, path: page.path, all: page.cells.length > 1, kinds, expected }];
});

/** Few pages, with programs of every kind between them: the next one is always that with the most new kinds for a program. */
export function sample(): readonly TwinPage[] {
  const chosen = new Set<TwinPage>();
  const missing = new Set(PAGES.flatMap(({ kinds }) => [...kinds]));
  const worth = ({ kinds, expected }: TwinPage): number =>
    [...kinds].filter((kind) => missing.has(kind)).length / expected.length;
  while (missing.size > 0) {
    const next = PAGES.reduce((best, page) => (worth(page) > worth(best) ? page : best));
    chosen.add(next);
    for (const kind of next.kinds) missing.delete(kind);
  }
  return PAGES.filter((page) => chosen.has(page));
}

/** How much of its stack CPython had used, which is another number in each build of it. */
function depth(text: string): string {
  return text.replace(/\(used \d+ kB\)/, '(used … kB)');
}

/**
 * Runs all programs of pages in each engine, in two browsers at a time.
 *
 * @param pagesIn the pages whose programs are run in an engine
 */
export function runTwins(pagesIn: (engine: EngineName) => readonly TwinPage[]): void {
  describe('Python', () => {
    let site: Served;
    before(async () => {
      site = await servedSite();
    });
    after(() => site.close());

    eachEngine(({ name, launch }) => {
      const browsers: Browser[] = [];
      const idle: Browser[] = [];
      after(() => Promise.all(browsers.map((browser) => browser.close())));
      for (const page of pagesIn(name)) {
        it(`the Python of ${page.file}`, async () => {
          let browser = idle.pop();
          if (browser === undefined) {
            browser = await Browser.start(name, launch, site.url);
            browsers.push(browser);
          }
          try {
            await browser.run(page);
          } finally {
            idle.push(browser);
          }
        });
      }
    }, LANES);
  });
}

/** A browser of a reader who has chosen Python, and one tab in it. */
class Browser {
  readonly #launch: () => Promise<Engine>;
  readonly #site: string;
  #page: NotebookPage | null = null;

  private constructor(launch: () => Promise<Engine>, site: string) {
    this.#launch = launch;
    this.#site = site;
  }

  static async start(
    name: EngineName,
    launch: (options: LaunchOptions) => Promise<Engine>,
    site: string,
  ): Promise<Browser> {
    // WebKit's interpreter needs its second compiler: without it CPython takes twice as long to start.
    const browser = new Browser(() => launch(name === 'webkit' ? {} : { wasm: 'plain' }), site);
    await browser.#open();
    return browser;
  }

  async #open(): Promise<void> {
    const engine = await this.#launch();
    this.#page = await NotebookPage.open(engine, `${this.#site}task-cancellation/gather/`, 'who-has-seen-it');
    // As if chosen on an earlier visit.
    await this.#page.tab.evaluate(() => {
      localStorage.setItem('verified:speed', 'instant');
      localStorage.setItem('verified:language', 'python');
    }, null);
  }

  close(): Promise<void> {
    return this.#opened.engine.close();
  }

  get #opened(): NotebookPage {
    assert.ok(this.#page);
    return this.#page;
  }

  /** Runs all programs of a page; in a new browser if this one has crashed. */
  run(page: TwinPage): Promise<void> {
    return surviving(
      () => this.#opened.engine,
      () => this.#open(),
      () => this.#runAll(page),
    );
  }

  async #runAll({ path, all, expected }: TwinPage): Promise<void> {
    const first = this.#opened.cell(expected[0]?.id ?? '');
    await first.tab.goto(`${this.#site}${path === 'index' ? '' : `${path}/`}`);
    await first.settle();
    // The only cell of a page has no button for all.
    if (all) await first.runAll();
    for (const { id, where, shown } of expected) {
      const cell = this.#opened.cell(id);
      const again = async (): Promise<CellState> => {
        await cell.run();
        await cell.ended();
        return cell.shown();
      };
      let now = await (all ? cell.shown() : again());
      for (let run = 1; run < ATTEMPTS && TOO_SLOW.test(now.problem ?? ''); run++) now = await again();
      const { problem, ending, verdicts } = now;
      const lines = now.lines.map((line) => ({ ...line, text: depth(line.text) }));
      assert.deepEqual({ problem, lines, ending, verdicts }, shown, where);
      assert.match(now.provenance, /^Captured now, by CPython 3\.14\./, where);
    }
    assert.deepEqual(await first.complaints(), []);
  }
}

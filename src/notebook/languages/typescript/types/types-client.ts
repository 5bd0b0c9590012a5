/**
 * The page's side of the type checker: one worker for all cells of a page. It
 * is loaded when a reader edits, answers one question at a time, and may fail
 * without harm: then every answer is null.
 */
import type { Program } from '../../../model/program.ts';
import type { Answer, Answers, FromTypes, Question, ToTypes } from './protocol.ts';

/** Milliseconds for one answer; TypeScript takes less than a tenth of a second for what a cell is. */
const DEADLINE = 15_000;
/** A worker that has failed is replaced this often. */
const RESTARTS = 2;

/** URLs of what the worker fetches, both compressed. */
export interface TypeAssets {
  readonly typescript: string;
  readonly declarations: string;
}

export type TypesState =
  | { readonly is: 'idle' | 'ready' }
  | { readonly is: 'loading'; readonly loaded: number; readonly total: number | null }
  | { readonly is: 'failed'; readonly why: string };

interface Job {
  readonly program: Program;
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
}

/** What someone waits for with their hands on the keys comes first. */
const ORDER: readonly Question['kind'][] = ['complete', 'describe', 'hover', 'check'];

export class TypesClient {
  readonly #assets: TypeAssets;
  readonly #createWorker: () => Worker;
  readonly #deadline: number;
  readonly #watchers = new Set<() => void>();
  #state: TypesState = { is: 'idle' };
  #worker: Worker | null = null;
  #restarts = 0;
  /** What the worker knows. */
  #sent = new Map<string, string>();
  #waiting: Job[] = [];
  #asked: Job | null = null;
  #serial = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    assets: TypeAssets,
    createWorker: () => Worker = () =>
      new Worker(new URL('./types-worker.ts', import.meta.url), { type: 'module', name: 'types' }),
    deadline: number = DEADLINE,
  ) {
    this.#assets = assets;
    this.#createWorker = createWorker;
    this.#deadline = deadline;
  }

  get state(): TypesState {
    return this.#state;
  }

  /** Calls `watcher` when the state has changed. */
  watch(watcher: () => void): void {
    this.#watchers.add(watcher);
  }

  /** Starts to load the type checker, unless that has happened; after a failure, again. */
  load(): void {
    if (this.#worker !== null) return;
    let worker: Worker;
    try {
      worker = this.#createWorker();
    } catch (error) {
      this.#become({ is: 'failed', why: error instanceof Error ? error.message : String(error) });
      return;
    }
    this.#worker = worker;
    this.#become({ is: 'loading', loaded: 0, total: null });
    worker.onmessage = ({ data }: MessageEvent<FromTypes>) => {
      if (worker === this.#worker) this.#receive(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#fail(event.message || 'its script could not be fetched');
    };
    this.#tell({ t: 'load', ...this.#assets });
  }

  /**
   * Asks about the entry of a program as it is now. A question that still waits is
   * replaced by the next of its kind about the same cell, and answered with null, as
   * is everything while there is no type checker.
   */
  ask<K extends Question['kind']>(
    program: Program,
    question: Extract<Question, { readonly kind: K }>,
  ): Promise<Answers[K] | null> {
    if (this.#worker === null) return Promise.resolve(null);
    return new Promise<Answer>((resolve) => {
      const isStale = (job: Job): boolean => job.program.entry === program.entry && job.question.kind === question.kind;
      for (const job of this.#waiting.filter(isStale)) job.resolve(null);
      this.#waiting = [...this.#waiting.filter((job) => !isStale(job)), { program, question, resolve }].sort(
        (a, b) => ORDER.indexOf(a.question.kind) - ORDER.indexOf(b.question.kind),
      );
      this.#next();
    }) as Promise<Answers[K] | null>;
  }

  #next(): void {
    if (this.#state.is !== 'ready' || this.#asked !== null) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#asked = job;
    const { entry, files } = job.program;
    const changed = Object.fromEntries(Object.entries(files).filter(([file, text]) => this.#sent.get(file) !== text));
    for (const [file, text] of Object.entries(changed)) this.#sent.set(file, text);
    const order = [...Object.keys(files).filter((file) => file !== entry), entry];
    this.#serial++;
    this.#tell({ t: 'ask', id: this.#serial, changed, files: order, question: job.question });
    this.#timer = setTimeout(() => this.#fail(`no answer within ${this.#deadline / 1000} seconds`), this.#deadline);
  }

  #receive(message: FromTypes): void {
    switch (message.t) {
      case 'progress':
        this.#become({ is: 'loading', loaded: message.loaded, total: message.total });
        break;
      case 'loaded':
        this.#become({ is: 'ready' });
        break;
      case 'answer':
        this.#answer(message.id, message.answer);
        break;
      case 'failed':
        if (message.id === undefined) this.#fail(message.message);
        // One question that TypeScript fails on says nothing about the next.
        else this.#answer(message.id, null);
    }
    this.#next();
  }

  #answer(id: number, answer: Answer): void {
    if (id !== this.#serial) return;
    clearTimeout(this.#timer);
    const job = this.#asked;
    this.#asked = null;
    job?.resolve(answer);
  }

  /** Gives up the worker; a new one is made if this one had worked. */
  #fail(why: string): void {
    clearTimeout(this.#timer);
    const worked = this.#state.is === 'ready';
    this.#worker?.terminate();
    this.#worker = null;
    this.#sent.clear();
    for (const job of [this.#asked, ...this.#waiting.splice(0)]) job?.resolve(null);
    this.#asked = null;
    this.#become({ is: 'failed', why });
    if (worked && this.#restarts++ < RESTARTS) this.load();
  }

  #tell(message: ToTypes): void {
    this.#worker?.postMessage(message);
  }

  #become(state: TypesState): void {
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }
}

/** A cell's code in the page: static until its editor is opened, kept in the browser once it is edited. */

import type { CellData } from '../model/page-data.ts';
import type { Program } from '../model/program.ts';
import { EditKeeper } from './edit-keeper.ts';
import type { Editor, EditorError, Place } from './editor/editor.ts';
import type { Notices } from './views/notices.ts';
import type { CellParts } from './views/parts.ts';

/** Milliseconds after the last keystroke when an edit is kept in the browser. */
const KEEP_AFTER = 400;
/** Milliseconds after the last keystroke when it has a run prepared: before a hand that types is on Shift and Enter. */
const SETTLED_AFTER = 100;

/** What the code needs of its page and its cell. */
export interface SourceEvents {
  /** The text as it is now. */
  readonly text: () => string;
  /** The cell as it is now, with those it may import. */
  readonly program: () => Program;
  /** Takes an edit; called with every keystroke. */
  readonly changed: (text: string) => void;
  /** The reader has stopped typing for a moment. */
  readonly settled: () => void;
}

export class SourceView {
  readonly #parts: CellParts;
  readonly #data: CellData;
  readonly #events: SourceEvents;
  readonly keeper: EditKeeper;
  #editor: Promise<Editor> | null = null;
  #opened: Editor | null = null;
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  #settledTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: CellParts, data: CellData, notices: Notices, events: SourceEvents) {
    this.#parts = parts;
    this.#data = data;
    this.#events = events;
    this.keeper = new EditKeeper(data, notices, {
      text: events.text,
      replace: (text) => {
        this.setText(text);
        // Only an editor can show another text than the page's. One that cannot be fetched now may be with the next click.
        this.#open().catch(() => {});
      },
    });
    addEventListener('pagehide', () => this.keep());
  }

  /** As it is now. */
  get text(): string {
    return this.#events.text();
  }

  get edited(): boolean {
    return this.text !== this.#data.source;
  }

  /** Replaces the whole text, in the editor too where one is open. */
  setText(text: string): void {
    this.#opened?.setText(text);
    this.#events.changed(text);
    this.keep();
  }

  /** Opens the editor in place of the static code, and puts the cursor there. Rejects if it cannot be fetched. */
  async edit(at: Place | null): Promise<void> {
    const editor = await this.#open();
    this.#parts.tab('typescript').click();
    editor.focus(at);
  }

  /** Brings the code into sight and puts the focus there: into the editor where one is open. */
  async focus(): Promise<void> {
    if (this.#editor === null) {
      const shown = [...this.#parts.element.querySelectorAll<HTMLElement>('[data-part="source"] pre')];
      shown.find((code) => code.offsetParent !== null)?.focus();
    } else (await this.#editor).focus(null);
    this.#parts.element.scrollIntoView({ block: 'nearest' });
  }

  /** Keeps the edit in the browser, so that neither a run nor a closed tab loses it. */
  keep(): void {
    clearTimeout(this.#keepTimer);
    this.keeper.keep();
  }

  /** Underlines errors in the editor; an empty list takes the underlines away. */
  showErrors(errors: readonly EditorError[]): void {
    this.#opened?.showErrors(errors);
  }

  /** The text in the language that is shown. */
  shown(): string {
    if (this.#parts.tab('typescript').checked) return this.text;
    return [...this.#parts.panel('python').querySelectorAll('pre')].map((code) => code.textContent).join('\n');
  }

  async #open(): Promise<Editor> {
    this.#editor ??= import('./editor/editor.ts').then(({ createEditor }) => {
      const panel = this.#parts.panel('typescript');
      const editor = createEditor(panel, {
        text: this.#events.text(),
        label: `Code of ${this.#data.title}`,
        foldSetup: panel.querySelector('details:not([open])') !== null,
        program: this.#events.program,
        changed: (text) => {
          this.#events.changed(text);
          clearTimeout(this.#keepTimer);
          this.#keepTimer = setTimeout(() => this.keep(), KEEP_AFTER);
          clearTimeout(this.#settledTimer);
          this.#settledTimer = setTimeout(this.#events.settled, SETTLED_AFTER);
        },
      });
      this.#opened = editor;
      return editor;
    });
    // Not remembered: the next click tries again.
    this.#editor.catch(() => {
      this.#editor = null;
    });
    return this.#editor;
  }
}

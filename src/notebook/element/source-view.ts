/** A cell's code in the page: static until its editor is opened. */

import type { Editor, Place } from './editor/editor.ts';
import type { PageStore } from './store/store.ts';
import type { CellParts } from './views/parts.ts';

export class SourceView {
  readonly #store: PageStore;
  readonly #id: string;
  readonly #parts: CellParts;
  #editor: Promise<Editor> | null = null;
  #opened: Editor | null = null;

  constructor(store: PageStore, parts: CellParts, id: string) {
    this.#store = store;
    this.#id = id;
    this.#parts = parts;
    store.subscribe((cell, action, before) => {
      if (cell !== id) return;
      if (action.type === 'edited' && action.typed === undefined) this.#show(action.text);
      const { problem } = store.cell(id);
      if (problem !== before.problem) this.#underline();
    });
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

  get isEditing(): boolean {
    return this.#opened !== null;
  }

  /** Marks a line of the program, in place of the one that is; null: none. */
  mark(line: number | null, language = 'typescript'): void {
    for (const marked of this.#parts.element.querySelectorAll('[data-loop-line]'))
      marked.removeAttribute('data-loop-line');
    this.#opened?.markStep(language === 'typescript' ? line : null);
    if (line === null) return;
    for (const code of this.#parts.panel(language).querySelectorAll('pre')) {
      code.querySelectorAll('.line')[line - firstLine(code)]?.setAttribute('data-loop-line', '');
    }
  }

  /** The line of the program in which something of its TypeScript panel stands; null: in none. */
  lineAt(target: EventTarget | null): number | null {
    if (!(target instanceof Element)) return null;
    if (this.#opened !== null) return this.#opened.lineAt(target);
    const code = target.closest('pre');
    const line = target.closest('.line');
    return code === null || line === null ? null : firstLine(code) + [...code.querySelectorAll('.line')].indexOf(line);
  }

  /** The text in the language that is shown. */
  shown(): string {
    const language = this.#parts.shownLanguage();
    if (language === 'typescript') return this.#store.cell(this.#id).text;
    return [...this.#parts.panel(language).querySelectorAll('pre')].map((code) => code.textContent).join('\n');
  }

  /** Only an editor can show another text than the page's. One that cannot be fetched now may be with the next click. */
  #show(text: string): void {
    if (this.#opened !== null) this.#opened.setText(text);
    else if (this.#store.edited(this.#id)) this.#open().catch(() => {});
  }

  #underline(): void {
    const { problem } = this.#store.cell(this.#id);
    const errors = typeof problem === 'string' || problem === null ? [] : problem;
    this.#opened?.showErrors(errors.filter(({ file }) => this.#store.cellOf(file)?.id === this.#id));
  }

  async #open(): Promise<Editor> {
    const store = this.#store;
    const id = this.#id;
    this.#editor ??= import('./editor/editor.ts').then(({ createEditor }) => {
      const panel = this.#parts.panel('typescript');
      this.#opened = createEditor(panel, {
        text: store.cell(id).text,
        label: `Code of ${store.dataOf(id).title}`,
        foldSetup: panel.querySelector('details:not([open])') !== null,
        program: () => store.program(id),
        changed: (text) => store.dispatch(id, { type: 'edited', text, typed: true }),
      });
      return this.#opened;
    });
    // Not remembered: the next click tries again.
    this.#editor.catch(() => {
      this.#editor = null;
    });
    return this.#editor;
  }
}

/** The number of the first line in a stretch of static code (Code.astro). */
function firstLine(code: HTMLElement): number {
  return Number(code.style.getPropertyValue('--first')) + 1;
}

/** A cell's code in the page, in each language that it has: static until its editor is opened. */

import type { CellLanguage } from '../model/page-data.ts';
import type { Editor, EditorOptions, Place } from './editor/editor.ts';
import type { PageStore } from './store/store.ts';
import type { CellParts } from './views/parts.ts';

/** The editor of a program in one language. */
interface Opened {
  readonly loading: Promise<Editor>;
  editor: Editor | null;
}

export class SourceView {
  readonly #store: PageStore;
  readonly #id: string;
  readonly #parts: CellParts;
  readonly #opening: (language: CellLanguage) => void;
  readonly #editors = new Map<CellLanguage, Opened>();

  /** @param opening is told when an editor is opened by the reader */
  constructor(store: PageStore, parts: CellParts, id: string, opening: (language: CellLanguage) => void) {
    this.#store = store;
    this.#id = id;
    this.#parts = parts;
    this.#opening = opening;
    store.subscribe((cell, action, before) => {
      if (cell !== id) return;
      if (action.type === 'edited' && action.typed === undefined) {
        this.#show(action.text, action.language ?? 'typescript');
      }
      const { problem } = store.cell(id);
      if (problem !== before.problem) this.#underline();
    });
    parts.part('tabs').addEventListener('change', () => this.#turned());
    this.#turned();
  }

  /** Opens the editor in place of the static code, and puts the cursor there. Rejects if it cannot be fetched. */
  async edit(at: Place | null, language: CellLanguage = this.#store.cell(this.#id).language): Promise<void> {
    this.#opening(language);
    const editor = await this.#open(language);
    this.turn(language);
    editor.focus(at);
  }

  /** Shows the program in this language. */
  turn(language: CellLanguage): void {
    this.#parts.tab(language).click();
  }

  /** Brings the code into sight and puts the focus there: into the editor where one is open. */
  async focus(): Promise<void> {
    const opened = this.#editors.get(this.#store.cell(this.#id).language);
    if (opened === undefined) {
      const shown = [...this.#parts.element.querySelectorAll<HTMLElement>('[data-part="source"] pre')];
      shown.find((code) => code.offsetParent !== null)?.focus();
    } else (await opened.loading).focus(null);
    this.#parts.element.scrollIntoView({ block: 'nearest' });
  }

  isEditing(language: CellLanguage): boolean {
    return this.#opened(language) !== null;
  }

  #opened(language: CellLanguage): Editor | null {
    return this.#editors.get(language)?.editor ?? null;
  }

  /** Marks a line of the program, in place of the one that is; null: none. */
  mark(line: number | null, language = 'typescript'): void {
    for (const marked of this.#parts.element.querySelectorAll('[data-loop-line]'))
      marked.removeAttribute('data-loop-line');
    for (const [edited, { editor }] of this.#editors) editor?.markStep(language === edited ? line : null);
    if (line === null) return;
    for (const code of this.#parts.panel(language).querySelectorAll('pre')) {
      code.querySelectorAll('.line')[line - firstLine(code)]?.setAttribute('data-loop-line', '');
    }
  }

  /** The line of the program in which something of the panel of this language stands; null: in none. */
  lineAt(target: EventTarget | null, language: CellLanguage): number | null {
    if (!(target instanceof Element)) return null;
    const opened = this.#opened(language);
    if (opened !== null) return opened.lineAt(target);
    const code = target.closest('pre');
    const line = target.closest('.line');
    return code === null || line === null ? null : firstLine(code) + [...code.querySelectorAll('.line')].indexOf(line);
  }

  /** The text in the language that is shown. */
  shown(): string {
    const language = this.#parts.shownLanguage();
    if (language === 'typescript') return this.#store.text(this.#id, language);
    if (language === 'python' && this.#store.cell(this.#id).python !== null)
      return this.#store.text(this.#id, language);
    return [...this.#parts.panel(language).querySelectorAll('pre')].map((code) => code.textContent).join('\n');
  }

  /** The reader, or the choice that they have made for all pages, has turned to another language. */
  #turned(): void {
    const shown = this.#parts.shownLanguage();
    const language: CellLanguage =
      shown === 'python' && this.#store.cell(this.#id).python !== null ? shown : 'typescript';
    if (language !== this.#store.cell(this.#id).language) this.#store.dispatch(this.#id, { type: 'turned', language });
  }

  /** Only an editor can show another text than the page's. One that cannot be fetched now may be with the next click. */
  #show(text: string, language: CellLanguage): void {
    const editor = this.#editors.get(language)?.editor;
    if (editor) editor.setText(text);
    else if (this.#store.edited(this.#id, language)) this.#open(language).catch(() => {});
  }

  #underline(): void {
    const { problem } = this.#store.cell(this.#id);
    const errors = typeof problem === 'string' || problem === null ? [] : problem;
    const own = errors.filter(({ file }) => this.#store.cellOf(file)?.id === this.#id);
    for (const [language, { editor }] of this.#editors) {
      editor?.showErrors(own.filter(({ file }) => file.endsWith('.py') === (language === 'python')));
    }
  }

  #open(language: CellLanguage): Promise<Editor> {
    const known = this.#editors.get(language);
    if (known !== undefined) return known.loading;
    const opened: Opened = { loading: this.#create(language), editor: null };
    this.#editors.set(language, opened);
    opened.loading.then(
      (editor) => {
        opened.editor = editor;
      },
      // Not remembered: the next click tries again.
      () => this.#editors.delete(language),
    );
    return opened.loading;
  }

  async #create(language: CellLanguage): Promise<Editor> {
    const [{ createEditor }, inPython] = await Promise.all([
      import('./editor/editor.ts'),
      language === 'python' ? import('./editor/python.ts') : null,
    ]);
    const store = this.#store;
    const id = this.#id;
    const panel = this.#parts.panel(language);
    const { title } = store.dataOf(id);
    const options: EditorOptions = {
      text: store.text(id, language),
      label: language === 'python' ? `Python code of ${title}` : `Code of ${title}`,
      foldSetup: panel.querySelector('details:not([open])') !== null,
      program: () => store.program(id),
      changed: (text) => store.dispatch(id, { type: 'edited', text, language, typed: true }),
    };
    return createEditor(panel, inPython === null ? options : { ...options, language: inPython.python });
  }
}

/** The number of the first line in a stretch of static code (Code.astro). */
function firstLine(code: HTMLElement): number {
  return Number(code.style.getPropertyValue('--first')) + 1;
}

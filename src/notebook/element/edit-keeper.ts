/**
 * Keeps an edit of a cell's program in one language in the browser, takes it up again, and tells the reader what there is
 * to decide about it.
 */
import type { CellLanguage } from '../model/page-data.ts';
import { KeptEdits } from './store/edits.ts';
import { editKey } from './store/storage.ts';
import type { PageStore } from './store/store.ts';
import type { Notices } from './views/notices.ts';

/** Milliseconds after the last keystroke when an edit is kept in the browser. */
const KEEP_AFTER = 400;

export class EditKeeper {
  readonly #store: PageStore;
  readonly #id: string;
  readonly #language: CellLanguage;
  readonly #source: string;
  readonly #notices: Notices;
  readonly #edits: KeptEdits;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The text that the reader has been told about. */
  #told: string | null = null;
  /** The last text that came from the site: it need not be kept, since the site still has it. */
  #put: string | null = null;
  /** The reader has asked not to be told of other versions any more. */
  #later = false;

  constructor(store: PageStore, notices: Notices, id: string, language: CellLanguage) {
    this.#store = store;
    this.#id = id;
    this.#language = language;
    this.#source = store.original(id, language);
    this.#notices = notices;
    this.#edits = new KeptEdits(editKey(id, language), this.#source);
    store.subscribe((cell, action) => {
      if (cell !== id || action.type !== 'edited' || (action.language ?? 'typescript') !== language) return;
      clearTimeout(this.#timer);
      if (action.typed) this.#timer = setTimeout(() => this.keep(), KEEP_AFTER);
      else this.keep();
    });
    addEventListener('pagehide', () => this.keep());
  }

  /** How notices call the edit: a cell may have one in each language. */
  get #edit(): string {
    return this.#language === 'python' ? 'edit of the Python' : 'edit';
  }

  get #text(): string {
    return this.#store.text(this.#id, this.#language);
  }

  /** The name of a notice: each language has its own. */
  #notice(name: string): string {
    return this.#language === 'typescript' ? name : `${name}-${this.#language}`;
  }

  #replace(text: string): void {
    this.#store.dispatch(this.#id, { type: 'edited', text, language: this.#language });
    this.keep();
  }

  /** Keeps the text as it is now, so that neither a run nor a closed tab loses it. */
  keep(): void {
    clearTimeout(this.#timer);
    const text = this.#text;
    // The notice is out of date once the reader has changed the text again.
    if (text === this.#source || (text !== this.#told && !this.#edits.outdated))
      this.#notices.hide(this.#notice('edit'));
    if (text !== this.#source) this.#notices.hide(this.#notice('damaged'));
    if (this.#edits.save(text)) this.#notices.hide(this.#notice('refused'));
    else {
      this.#notices.show(this.#notice('refused'), {
        text: `Your ${this.#edit} is not saved: the browser’s storage is full, or blocked for this site. Copy or download the code before you leave this page.`,
      });
    }
    this.stored();
  }

  /** Shows the edit of an earlier visit. */
  restore(): void {
    const version = this.#edits.take();
    if (version === 'damaged') {
      this.#notices.show(this.#notice('damaged'), {
        text: `Your saved ${this.#edit} of this cell is damaged and cannot be read, so the page’s own code is shown. Your next edit replaces it.`,
      });
    } else if (version !== null) {
      const { text } = version;
      this.#replace(text);
      if (text !== this.#source) this.#tell(text);
      this.stored();
    }
  }

  /** The storage has changed, maybe in another tab: offers the versions that are not this tab's. */
  stored(): void {
    const text = this.#text;
    const other = this.#edits.others(text).at(-1);
    if (other === undefined || this.#later) {
      this.#notices.hide(this.#notice('other'));
      return;
    }
    this.#notices.show(this.#notice('other'), {
      text: `There is another saved ${this.#edit} of this cell, from another tab or an earlier visit.`,
      difference: {
        parts: [{ before: text, after: other.text }],
        legend: '− shown here, + the other edit',
      },
      choices: [
        {
          label: 'Use the other edit',
          choose: () => {
            this.#edits.adopt(other);
            this.#notices.hide(this.#notice('edit'));
            this.#replace(other.text);
          },
        },
        {
          label: 'Discard the other edit',
          choose: () => {
            this.#edits.discard(other);
            this.stored();
          },
        },
        {
          label: 'Later',
          choose: () => {
            this.#later = true;
          },
        },
      ],
    });
  }

  /** Shows code from elsewhere; an edit of the reader's own stays beside it, and is offered. */
  take(text: string, from: 'link' | 'site'): void {
    if (this.#text !== this.#put) {
      // What was typed a moment ago may not be kept yet.
      this.keep();
      this.#edits.leave(from === 'link');
    }
    this.#put = from === 'site' ? text : null;
    this.#replace(text);
    if (from === 'link' && text !== this.#source) this.#tell(text);
  }

  #tell(text: string): void {
    this.#told = text;
    const difference = { parts: [{ before: this.#source, after: text }], legend: '− the page’s code, + shown here' };
    const original = { label: 'Restore the original', choose: () => this.#replace(this.#source) };
    if (this.#edits.outdated) {
      this.#notices.show(this.#notice('edit'), {
        text: `The page’s code of this cell has changed since your ${this.#edit}. Your edit is shown.`,
        difference,
        choices: [
          { label: 'Keep my edit', choose: () => this.#edits.confirm() },
          { ...original, label: 'Use the page’s code' },
        ],
      });
    } else {
      this.#notices.show(this.#notice('edit'), {
        text: this.#edits.linked
          ? 'This code came from a link.'
          : `This is your own ${this.#edit}, saved in this browser.`,
        difference,
        choices: [original, { label: 'Close' }],
      });
    }
  }
}

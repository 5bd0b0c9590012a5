/** The lines that the reader puts in order before a run, by buttons or by dragging, and what the run says to it. */
import type { CellData } from '../../model/page-data.ts';
import { type Guess, judge } from '../../model/prediction.ts';
import type { Transcript } from '../../model/transcript.ts';
import { guessText, judgementText } from '../../model/wording.ts';
import type { PageStore } from '../store/store.ts';
import { h, toDom } from './markup.ts';
import type { CellParts } from './parts.ts';

export class PredictionView {
  readonly #parts: CellParts;
  readonly #guesses: readonly Guess[];
  readonly #list: HTMLElement;
  readonly #say: (text: string) => void;
  #touched = false;

  /** @param say tells screen readers */
  constructor(store: PageStore, parts: CellParts, { id, guesses = [] }: CellData, say: (text: string) => void) {
    this.#parts = parts;
    this.#guesses = guesses;
    this.#list = parts.part('guesses');
    this.#say = say;
    this.#list.addEventListener('pointerdown', (event) => this.#drag(event));
    store.subscribe((cell, action) => {
      if (cell !== id) return;
      if (action.type === 'requested') this.#requested();
      else if (action.type === 'ended') this.#ended(action.transcript);
      else if (action.type === 'reset' && this.#state !== 'open') this.#state = 'skipped';
    });
  }

  /** Moves the line that a button stands in by one place. */
  move(button: EventTarget | null | undefined, by: -1 | 1): void {
    const item = button instanceof Element ? button.closest('li') : null;
    if (item === null) return;
    this.#step(item, by);
    this.#tell(item);
  }

  /** The reader's order stands, as it is. */
  guess(): void {
    this.#touched = true;
  }

  /** Shows the output without a guess: the page's address has asked for it. */
  reveal(): void {
    this.#state = 'skipped';
  }

  /** The same for a reader who has asked. */
  skip(): void {
    this.reveal();
    // The link that was pressed is gone.
    this.#parts.part('output').focus();
  }

  /** A run has been asked for. A reader who has not moved a line has not guessed, and is not judged. */
  #requested(): void {
    if (this.#state === 'open') this.#state = this.#touched ? 'made' : 'skipped';
    if (this.#state === 'judged') this.#state = 'made';
    if (this.#state !== 'made') return;
    this.#parts.part('judgement').textContent = '';
    for (const item of this.#items) {
      delete item.dataset['right'];
    }
  }

  #ended(transcript: Transcript): void {
    if (this.#state !== 'made') return;
    const items = this.#items;
    const order = items.map(({ dataset }) => this.#guesses[Number(dataset['guess'])] as Guess);
    const never = this.#list.querySelector('[data-never]');
    const printed = never === null ? items.length : [...this.#list.children].indexOf(never);
    const judgement = judge(order, printed, transcript);
    for (const [index, item] of items.entries()) {
      const place = judgement.places[index] ?? null;
      const right = place === (index < printed ? index : null);
      item.dataset['right'] = String(right);
      let note = item.querySelector<HTMLElement>('.predict-note');
      if (note === null) {
        note = toDom(h('span', { class: 'predict-note' }));
        item.append(note);
      }
      note.textContent = guessText(right, place);
    }
    this.#state = 'judged';
    this.#parts.part('judgement').textContent = judgementText(judgement, order, printed);
  }

  get #state(): string {
    return this.#parts.element.dataset['predict'] ?? '';
  }

  set #state(state: 'open' | 'made' | 'judged' | 'skipped') {
    this.#parts.element.dataset['predict'] = state;
  }

  get #items(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>('[data-guess]')];
  }

  /** Takes what is next to the item to its other side. The item itself stays: moved, it would lose the focus. */
  #step(item: Element, by: -1 | 1): void {
    const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (other === null) return;
    this.#touched = true;
    if (by < 0) item.after(other);
    else item.before(other);
  }

  #tell(item: Element): void {
    const children = [...this.#list.children];
    const never = children.findIndex((child) => child instanceof HTMLElement && 'never' in child.dataset);
    const at = children.indexOf(item);
    const text = item.querySelector('.predict-text')?.textContent ?? '';
    const last = never < 0 ? children.length : never;
    this.#say(at > last ? `${text}: not printed` : `${text}: line ${at + 1} of ${last}`);
  }

  #drag(down: PointerEvent): void {
    const grip = down.target instanceof Element ? down.target.closest('.predict-grip') : null;
    const item = grip?.closest<HTMLElement>('li') ?? null;
    if (grip === null || item === null || down.button !== 0 || this.#state !== 'open') return;
    down.preventDefault();
    const list = this.#list;
    list.setPointerCapture(down.pointerId);
    item.dataset['dragged'] = '';
    const middle = (other: Element): number => {
      const { top, height } = other.getBoundingClientRect();
      return top + height / 2;
    };
    const move = ({ clientY }: PointerEvent): void => {
      for (let before = item.previousElementSibling; before !== null && clientY < middle(before); ) {
        this.#step(item, -1);
        before = item.previousElementSibling;
      }
      for (let after = item.nextElementSibling; after !== null && clientY > middle(after); ) {
        this.#step(item, 1);
        after = item.nextElementSibling;
      }
    };
    const drop = (): void => {
      list.removeEventListener('pointermove', move);
      list.removeEventListener('lostpointercapture', drop);
      delete item.dataset['dragged'];
      this.#tell(item);
    };
    list.addEventListener('pointermove', move);
    list.addEventListener('lostpointercapture', drop);
  }
}

/** What a cell has to tell about its text, and lets the reader decide: between its head and its code. */
import { drawDiff } from './diff-view.ts';
import { h, type Tag, toDom } from './markup.ts';

export interface Notice {
  readonly text: string;
  /** Two texts whose difference is at hand; `open`: it is shown at once. */
  readonly difference?: {
    readonly parts: readonly { readonly title?: string; readonly before: string; readonly after: string }[];
    /** What the marks mean: `− the page’s, + yours`. */
    readonly legend: string;
    readonly open?: boolean;
  };
  /** Buttons. Each takes the notice away. */
  readonly choices?: readonly { readonly label: string; readonly choose?: () => void }[];
}

export class Notices {
  readonly #cell: HTMLElement;
  readonly #say: (text: string) => void;
  readonly #shown = new Map<string, HTMLElement>();

  /** @param say tells screen readers of a new notice */
  constructor(cell: HTMLElement, say: (text: string) => void) {
    this.#cell = cell;
    this.#say = say;
  }

  /** Shows a notice, in place of an earlier one of that name. */
  show(name: string, { text, difference, choices = [] }: Notice): void {
    const block = toDom(
      h(
        'div',
        { class: 'cell-notice', tabindex: -1, 'data-notice': name },
        h('p', {}, text),
        ...(difference === undefined ? [] : [drawDifference(difference)]),
      ),
    );
    if (choices.length > 0) {
      const buttons = choices.map(({ label, choose }) => {
        const button = toDom(h('button', { type: 'button' }, label));
        button.addEventListener('click', () => {
          this.#close(name);
          choose?.();
        });
        return button;
      });
      block.append(toDom(h('p', { class: 'cell-choices' }, ...buttons)));
    }
    const before = this.#shown.get(name);
    if (before === undefined) this.#cell.querySelector('.cell-body')?.before(block);
    else before.replaceWith(block);
    this.#shown.set(name, block);
    if (before?.querySelector('p')?.textContent !== text) this.#say(text);
  }

  hide(name: string): void {
    this.#shown.get(name)?.remove();
    this.#shown.delete(name);
  }

  /** Brings the reader to a notice: Tab goes on from it, unless the keyboard is in use elsewhere. */
  goTo(name: string): void {
    this.#cell.scrollIntoView();
    if (document.activeElement === document.body) this.#shown.get(name)?.focus({ preventScroll: true });
  }

  /** Takes a notice away whose button has the keyboard's focus; that goes to Run. */
  #close(name: string): void {
    this.hide(name);
    this.#cell.querySelector<HTMLElement>('button[data-action="run"]')?.focus({ preventScroll: true });
  }
}

function drawDifference({ parts, legend, open = false }: NonNullable<Notice['difference']>): Tag {
  return h(
    'details',
    { open },
    h('summary', {}, `Difference (${legend})`),
    ...parts.flatMap(({ title, before, after }) => [
      ...(title === undefined ? [] : [h('p', {}, title)]),
      drawDiff(before, after, `Difference${title === undefined ? '' : ` in ${title}`}`),
    ]),
  );
}

/** What a cell has to tell about its text, and lets the reader decide: between its head and its code. */
import { drawDiff } from './diff-view.ts';

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
    const block = document.createElement('div');
    block.className = 'cell-notice';
    block.tabIndex = -1;
    block.dataset['notice'] = name;
    const words = document.createElement('p');
    words.textContent = text;
    block.append(words);
    if (difference !== undefined) {
      const details = document.createElement('details');
      details.open = difference.open === true;
      const summary = document.createElement('summary');
      summary.textContent = `Difference (${difference.legend})`;
      details.append(summary);
      for (const { title, before, after } of difference.parts) {
        if (title !== undefined) {
          const heading = document.createElement('p');
          heading.textContent = title;
          details.append(heading);
        }
        const lines = drawDiff(before, after);
        lines.setAttribute('aria-label', `Difference${title === undefined ? '' : ` in ${title}`}`);
        details.append(lines);
      }
      block.append(details);
    }
    if (choices.length > 0) {
      const buttons = document.createElement('p');
      buttons.className = 'cell-choices';
      for (const { label, choose } of choices) {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = label;
        button.addEventListener('click', () => {
          this.#close(name);
          choose?.();
        });
        buttons.append(button);
      }
      block.append(buttons);
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

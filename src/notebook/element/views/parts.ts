/** The parts of a cell's markup, which Cell.astro describes, found by their names. */

export class CellParts {
  readonly element: HTMLElement;
  readonly #id: string;

  constructor(element: HTMLElement, id: string) {
    this.element = element;
    this.#id = id;
    this.#keepShown();
  }

  /** Of a part that the build has written once for each language, the one of the language that is shown stays. */
  #keepShown(): void {
    const form = `${this.languages().indexOf(this.shownLanguage())}`;
    for (const part of this.element.querySelectorAll<HTMLElement>('[data-part][data-form]')) {
      if (part.dataset['form'] === form) part.removeAttribute('data-form');
      else part.remove();
    }
  }

  /** @throws {Error} if the markup has no such part */
  part(name: string): HTMLElement {
    return this.#find(`[data-part="${name}"]`, `part ${name}`);
  }

  /** @throws {Error} if the markup has no such button */
  button(action: string): HTMLButtonElement {
    return this.#find<HTMLButtonElement>(`button[data-action="${action}"]`, `button ${action}`);
  }

  /** What the code is shown in, first the language that runs. */
  languages(): string[] {
    return [...this.element.querySelectorAll<HTMLInputElement>('[data-part="tabs"] input')].map(({ value }) => value);
  }

  shownLanguage(): string {
    return this.languages().find((language) => this.tab(language).checked) ?? 'typescript';
  }

  /** The panel that shows the code in this language. */
  panel(language: string): HTMLElement {
    return this.#find(`[data-part="source"][data-language="${language}"]`, `${language} panel`);
  }

  /** The radio input that shows the panel of this language. */
  tab(language: string): HTMLInputElement {
    return this.#find<HTMLInputElement>(`[data-part="tabs"] input[value="${language}"]`, `${language} tab`);
  }

  #find<E extends HTMLElement>(selector: string, what: string): E {
    const found = this.element.querySelector<E>(selector);
    if (found === null) throw new Error(`Cell ${this.#id} has no ${what}`);
    return found;
  }
}

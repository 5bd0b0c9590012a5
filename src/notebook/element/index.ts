/**
 * Defines `<verified-cell>`, which makes the static HTML of a cell interactive
 * (Cell.astro describes its markup). A page loads only this module at first.
 * What the controls do is in page.ts, which is loaded when a reader points at a
 * cell or reaches it by keyboard.
 */
import { onceNear } from './nearness.ts';
import { CODE, editKey, loopAsked, read, SPEED_KEY } from './store/storage.ts';

type Page = typeof import('./page.ts');
type Action = import('./page.ts').Action;

/**
 * The next touch tries again, but that does not work in every browser: HTML used to remember a module that failed to load
 * for as long as the page lives (whatwg/html#10327), and Firefox did so up to 154.
 */
const UNREACHABLE =
  'The scripts of this page could not be fetched. Are you offline? Reload the page when you are online again.';

/** A panel with a program that runs here. */
const EDITABLE = '[data-part="source"][data-runs]';
const LANGUAGES = ['typescript', 'python'] as const;

let page: Promise<Page> | undefined;

function load(): Promise<Page> {
  page ??= import('./page.ts');
  page.catch(() => {
    page = undefined;
  });
  return page;
}

/** A reader shows an interest in a cell. */
function warm(cell: HTMLElement): void {
  load().then(
    (loaded) => loaded.warm(cell),
    () => {},
  );
}

class CellElement extends HTMLElement {
  connectedCallback(): void {
    if (this.hasAttribute('data-alive')) return;
    this.dataset['alive'] = '';
    const speed = this.querySelector<HTMLSelectElement>('[data-action="speed"]');
    const chosen = read(SPEED_KEY);
    if (speed !== null && chosen !== null && [...speed.options].some(({ value }) => value === chosen)) {
      speed.value = chosen;
    }
    for (const code of this.querySelectorAll<HTMLElement>(`${EDITABLE} pre`))
      code.title = 'Click, or press Enter, to edit';

    this.addEventListener('pointerenter', () => warm(this));
    this.addEventListener('focusin', ({ relatedTarget }) => {
      if (!this.contains(relatedTarget as Node | null)) warm(this);
    });
    this.addEventListener('click', (event) => this.#click(event));
    // Before the editor takes them.
    this.addEventListener('keydown', (event) => this.#key(event), true);
    this.addEventListener('change', (event) => {
      const { target } = event;
      if (target instanceof HTMLSelectElement && target.dataset['action'] === 'speed') this.#act('speed');
    });
    // An edit that an earlier visit left behind, or that another tab makes, maybe while this page is put away.
    const keys = LANGUAGES.map((language) => editKey(this.dataset['cell'] ?? '', language));
    const kept = (): boolean => keys.some((key) => read(key) !== null);
    if (kept()) this.#act('restore');
    addEventListener('storage', ({ key }) => {
      if (key !== null && keys.includes(key)) this.#act('stored');
    });
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted && kept()) this.#act('stored');
    });
  }

  /** Looks at code that the page's address carries, for this cell or another. */
  offerLink(): void {
    this.#act('link');
  }

  /** Shows the loop at the event that the page's address asks for. */
  showAskedLoop(): void {
    this.#act('linked-loop');
  }

  #act(action: Action, event?: Event): void {
    load().then(
      (loaded) => loaded.act(this, action, event),
      () => {
        const problem = this.querySelector<HTMLElement>('[data-part="problem"]');
        if (problem === null) return;
        problem.hidden = false;
        problem.textContent = UNREACHABLE;
      },
    );
  }

  #click(event: MouseEvent): void {
    const target = event.target as Element;
    const button = target.closest<HTMLElement>(':is(button, a)[data-action]');
    if (button !== null) {
      // Links do without scripts what they can.
      event.preventDefault();
      this.#do(button.dataset['action'] as Action | 'shortcuts', event);
    } else if (target.closest(`${EDITABLE} pre`) !== null) {
      // Not when the reader has just marked some text to copy it.
      if (getSelection()?.isCollapsed !== false) this.#act('edit', event);
    }
  }

  #key(event: KeyboardEvent): void {
    const action = this.#keyed(event);
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.#do(action);
  }

  #do(action: Action | 'shortcuts', event?: Event): void {
    if (action === 'shortcuts') showShortcuts();
    else this.#act(action, event);
  }

  /** What a key stands for; shortcuts.ts lists them for readers. */
  #keyed({ key, shiftKey, ctrlKey, metaKey, altKey, isComposing, target }: KeyboardEvent): Action | 'shortcuts' | null {
    if (isComposing || altKey || !(target instanceof Element)) return null;
    const mod = ctrlKey || metaKey;
    if (mod && key === '.') return 'stop';
    if (key === '?' && !mod && target.closest('.cm-editor, input, select, textarea') === null) return 'shortcuts';
    if (key !== 'Enter' || target.closest('[data-part="source"]') === null) return null;
    if (mod) return shiftKey ? null : 'run-next';
    if (shiftKey) return 'run';
    return target.matches(`${EDITABLE} pre`) ? 'edit' : null;
  }
}

function showShortcuts(): void {
  import('./shortcuts.ts').then(
    (shortcuts) => shortcuts.showShortcuts(),
    () => {},
  );
}

/** The line above a page's first cell (RunAll.astro). */
class AllElement extends HTMLElement {
  connectedCallback(): void {
    if (this.hasAttribute('data-alive')) return;
    this.dataset['alive'] = '';
    const status = this.querySelector<HTMLElement>('[role="status"]');
    this.querySelector('[data-action="run-all"]')?.addEventListener('click', () => {
      load().then(
        (page) => status && page.runAll(status),
        () => {
          if (status !== null) status.textContent = UNREACHABLE;
        },
      );
    });
    this.querySelector('[data-action="shortcuts"]')?.addEventListener('click', showShortcuts);
  }
}

if (customElements.get('verified-cell') === undefined) {
  customElements.define('verified-cell', CellElement);
  customElements.define('verified-all', AllElement);
}

function offerLink(): void {
  if (location.hash.startsWith(CODE)) document.querySelector<CellElement>('verified-cell')?.offerLink();
}

offerLink();
addEventListener('hashchange', offerLink);

/** The cell of the fragment, or else the first whose loop can be shown at once, or the first. */
function showAskedLoop(): void {
  if (loopAsked() === null) return;
  const [, id] = /^#code=([a-z0-9-]+)\./.exec(location.hash) ?? [];
  // `:target` may not be known yet.
  const meant = document.getElementById(id === undefined ? location.hash.slice(1) : `cell-${id}`);
  const cell =
    meant?.closest<CellElement>('verified-cell') ??
    document.querySelector<HTMLElement>('[data-action="loop"]:not([hidden])')?.closest<CellElement>('verified-cell') ??
    document.querySelector<CellElement>('verified-cell');
  cell?.showAskedLoop();
}

// What the page has not parsed yet may be meant.
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', showAskedLoop, { once: true });
else showAskedLoop();

// What the page itself needs comes first.
const watchForReader = (): void => onceNear(document.querySelectorAll<HTMLElement>('verified-cell'), warm);
if (document.readyState === 'complete') watchForReader();
else addEventListener('load', watchForReader, { once: true });

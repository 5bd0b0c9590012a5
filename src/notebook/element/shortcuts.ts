/** The list of keys. Loaded when a reader asks for it. */
import { liveStyles } from './views/live-styles.ts';
import { h, type Markup, toDom } from './views/markup.ts';

const mac = /Mac|iP(hone|ad)/.test(navigator.platform);
const MOD = mac ? '⌘' : 'Ctrl';

const KEYS: readonly (readonly [where: string, rows: readonly (readonly [keys: readonly string[], what: string])[]])[] =
  [
    [
      'In a cell',
      [
        [['Enter'], 'edit the code that has the focus'],
        [['Shift', 'Enter'], 'run this cell'],
        [[MOD, 'Enter'], 'run this cell and go to the next; a cell that is running finishes first'],
        [[MOD, '.'], 'stop: once interrupts like Ctrl-C in a terminal, twice ends the run now'],
        [['?'], 'show this list (outside the editor)'],
      ],
    ],
    [
      'In the editor',
      [
        [['Esc', 'Tab'], 'leave the editor: press one after the other'],
        [[MOD, 'F'], 'search'],
        [['Ctrl', 'Space'], 'complete the word'],
        [['F1'], 'explain the name at the cursor'],
        [['F8'], 'go to the next problem'],
        [[MOD, 'Z'], 'undo'],
      ],
    ],
    [
      'In the event loop of a run',
      [
        [['←', '→'], 'go to the previous or the next event; with Shift, of the same task'],
        [['↑', '↓'], 'go to the task above or below'],
        [['Home', 'End'], 'go to the first or the last event'],
        [['Space'], 'play, or pause'],
      ],
    ],
  ];

await liveStyles();

let dialog: HTMLDialogElement | undefined;

/** Shows the list; the focus returns to where it was when it is closed. */
export function showShortcuts(): void {
  dialog ??= createDialog();
  if (!dialog.open) dialog.showModal();
}

function createDialog(): HTMLDialogElement {
  const close = toDom(h('button', { type: 'button' }, 'Close'));
  const created = toDom(
    h(
      'dialog',
      { class: 'cell-shortcuts not-content', 'aria-labelledby': 'cell-shortcuts-title' },
      h('h2', { id: 'cell-shortcuts-title' }, 'Keys'),
      ...KEYS.flatMap(([where, rows]) => [
        h('h3', {}, where),
        h('dl', {}, ...rows.flatMap(([keys, what]) => [h('dt', {}, ...keys.flatMap(cap)), h('dd', {}, what)])),
      ]),
      close,
    ),
  ) as HTMLDialogElement;
  close.onclick = () => created.close();
  // A click beside it.
  created.onclick = (event) => {
    if (event.target === created) created.close();
  };
  document.body.append(created);
  return created;
}

function cap(key: string, at: number): Markup[] {
  return [...(at > 0 ? [' '] : []), h('kbd', {}, key)];
}

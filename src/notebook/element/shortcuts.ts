/** The list of keys. Loaded when a reader asks for it. */

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
  ];

let dialog: HTMLDialogElement | undefined;

/** Shows the list; the focus returns to where it was when it is closed. */
export function showShortcuts(): void {
  dialog ??= createDialog();
  if (!dialog.open) dialog.showModal();
}

function createDialog(): HTMLDialogElement {
  const created = document.createElement('dialog');
  created.className = 'cell-shortcuts not-content';
  created.setAttribute('aria-labelledby', 'cell-shortcuts-title');
  const title = document.createElement('h2');
  title.id = 'cell-shortcuts-title';
  title.textContent = 'Keys';
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = 'Close';
  close.onclick = () => created.close();
  created.append(title);
  for (const [where, rows] of KEYS) {
    const heading = document.createElement('h3');
    heading.textContent = where;
    const list = document.createElement('dl');
    for (const [keys, what] of rows) {
      const term = document.createElement('dt');
      keys.forEach((key, at) => {
        if (at > 0) term.append(' ');
        const cap = document.createElement('kbd');
        cap.textContent = key;
        term.append(cap);
      });
      const description = document.createElement('dd');
      description.textContent = what;
      list.append(term, description);
    }
    created.append(heading, list);
  }
  created.append(close);
  // A click beside it.
  created.onclick = (event) => {
    if (event.target === created) created.close();
  };
  document.body.append(created);
  return created;
}

/** The playground's list of programs to start from: fetched when one is chosen, by the list or by `#start=PAGE/CELL`. */
import { START } from '../../notebook/element/store/storage.ts';

const list = document.querySelector<HTMLSelectElement>('#start-from');
const cell = document.querySelector<HTMLElement>('verified-cell');
type Programs = typeof import('../pages/playground/programs.json.ts').programs;
let programs: Promise<Programs> | undefined;

async function start(): Promise<void> {
  if (list === null || cell === null) return;
  const { say, show } = await import('../../notebook/element/page.ts').then(({ starter }) => starter(cell));
  const { value } = list;
  if (value === '') {
    show(null);
    return;
  }
  programs ??= fetch(list.dataset['programs'] ?? '').then((response) => {
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.json();
  });
  try {
    const program = (await programs)[value];
    // Another may have been chosen meanwhile.
    if (program !== undefined && list.value === value) show(program);
  } catch {
    programs = undefined;
    say('The program could not be fetched. Are you offline? Choose it again to retry.');
  }
}

function fromAddress(): void {
  if (list === null || !location.hash.startsWith(START)) return;
  list.value = decodeURIComponent(location.hash.slice(START.length));
  // What is no program of the site leaves nothing chosen.
  if (list.selectedIndex < 0) list.value = '';
  else void start();
  history.replaceState(history.state, '', location.pathname + location.search);
}

list?.addEventListener('change', () => void start());
fromAddress();
addEventListener('hashchange', fromAddress);

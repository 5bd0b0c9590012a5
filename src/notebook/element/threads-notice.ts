/** What a cell says of a Python program that needs threads or processes before it is run. */
import { threadUse } from '../languages/python/threads.ts';
import type { SourceView } from './source-view.ts';
import type { PageStore } from './store/store.ts';
import type { Notices } from './views/notices.ts';

/** What readers have been told of and have closed. */
const closed = new WeakMap<Notices, string>();

/** Shows the notice, or takes it away where the program needs none. The program may be run all the same. */
export function showThreads(store: PageStore, notices: Notices, source: SourceView, id: string): void {
  // The reader may have turned to the other language while this was loaded.
  const use = store.cell(id).language === 'python' ? threadUse(store.text(id, 'python')) : null;
  if (use === null || closed.get(notices) === use.code) {
    notices.hide('threads');
    return;
  }
  notices.show('threads', {
    text: `Line ${use.line} uses ${use.code}, which needs threads or processes. CPython in WebAssembly has neither: it raises an error there.`,
    choices: [
      { label: 'Show the TypeScript', choose: () => source.turn('typescript') },
      { label: 'Close', choose: () => void closed.set(notices, use.code) },
    ],
  });
}

/** Regions of setup in the editor: a line each while they are folded, as in the static code. */
import { codeFolding, foldEffect, foldService } from '@codemirror/language';
import type { EditorState, Extension, StateEffect, Text } from '@codemirror/state';
import { stretches } from '../../model/regions.ts';

interface Region {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

function regions(doc: Text): Region[] {
  return stretches([...doc.iterLines()]).flatMap(({ region, from, to }) =>
    region === undefined ? [] : [{ name: region, from: doc.line(from + 1).from, to: doc.line(to).to }],
  );
}

export const folds: Extension = [
  foldService.of((state, lineStart) => regions(state.doc).find(({ from }) => from === lineStart) ?? null),
  codeFolding({
    preparePlaceholder({ doc }, { from, to }) {
      const lines = doc.lineAt(to).number - doc.lineAt(from).number - 1;
      const region = regions(doc).find((one) => one.from === from);
      return `${region === undefined ? '…' : `▸ ${region.name}`} ${lines} ${lines === 1 ? 'line' : 'lines'}`;
    },
    placeholderDOM(_view, open, label: string) {
      const placeholder = document.createElement('button');
      placeholder.type = 'button';
      placeholder.className = 'cm-foldPlaceholder';
      placeholder.textContent = label;
      placeholder.title = 'Unfold';
      placeholder.onclick = open;
      return placeholder;
    },
  }),
];

/** What folds every region. */
export function foldRegions({ doc }: EditorState): StateEffect<unknown>[] {
  return regions(doc).map(({ from, to }) => foldEffect.of({ from, to }));
}

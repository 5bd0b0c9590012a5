/** Marks the line that a traceback or an error has led to, until the text changes. */
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** Marks the line at this offset. */
export const markLine = StateEffect.define<number>();

export const markedLine: StateField<DecorationSet> = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, docChanged, state }) {
    for (const effect of effects) {
      if (!effect.is(markLine)) continue;
      return Decoration.set(Decoration.line({ class: 'cm-marked-line' }).range(state.doc.lineAt(effect.value).from));
    }
    return docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

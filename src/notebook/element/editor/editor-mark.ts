/** Marks the line that a traceback or an error has led to, and that of the step a run is shown at, until the text changes. */
import { StateEffect, type StateEffectType, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** Marks the line at this offset. */
export const markLine = StateEffect.define<number>();
/** Marks the line at this offset as the current step's; null: none is. */
export const markStep = StateEffect.define<number | null>();

export const markedLine: StateField<DecorationSet> = lineMark(markLine, { class: 'cm-marked-line' });
export const markedStep: StateField<DecorationSet> = lineMark(markStep, { attributes: { 'data-loop-line': '' } });

function lineMark(
  mark: StateEffectType<number> | StateEffectType<number | null>,
  look: Parameters<typeof Decoration.line>[0],
): StateField<DecorationSet> {
  return StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(marks, { effects, docChanged, state }) {
      for (const effect of effects) {
        if (!effect.is(mark as StateEffectType<number | null>)) continue;
        if (effect.value === null) return Decoration.none;
        return Decoration.set(Decoration.line(look).range(state.doc.lineAt(effect.value).from));
      }
      return docChanged ? Decoration.none : marks;
    },
    provide: (field) => EditorView.decorations.from(field),
  });
}

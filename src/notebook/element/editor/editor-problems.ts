/**
 * What is wrong with the code, underlined at its place and marked in the gutter. Compile errors come from a run, the
 * others from the type checker while the reader types; each kind is replaced by itself. F8 and Shift+F8 go from one to
 * the next, show the message and announce it.
 */
import {
  type Diagnostic,
  diagnosticCount,
  forEachDiagnostic,
  lintGutter,
  nextDiagnostic,
  previousDiagnostic,
  setDiagnostics,
} from '@codemirror/lint';
import type { EditorState, Extension } from '@codemirror/state';
import { type Command, EditorView, keymap } from '@codemirror/view';

export interface Problem extends Diagnostic {
  readonly origin: 'compiler' | 'types';
}

const WORDS = { error: 'Error', warning: 'Warning', info: 'Note', hint: 'Note' };

const byKey = (command: Command): Command => {
  return (view) => {
    if (diagnosticCount(view.state) === 0) {
      view.dispatch({ effects: EditorView.announce.of('No problems') });
      return true;
    }
    command(view);
    const { from, to } = view.state.selection.main;
    const here = problems(view.state).filter((one) => one.from <= to && one.to >= from);
    const { number } = view.state.doc.lineAt(from);
    const words = here.map(({ severity, message }) => `${WORDS[severity]}: ${message}`);
    view.dispatch({ effects: EditorView.announce.of(`Line ${number}. ${words.join(' ')}`) });
    return true;
  };
};

export const problemMarks: Extension = [
  lintGutter(),
  keymap.of([{ key: 'F8', run: byKey(nextDiagnostic), shift: byKey(previousDiagnostic) }]),
];

/** All problems, where their text stands now. */
export function problems(state: EditorState): Problem[] {
  const found: Problem[] = [];
  forEachDiagnostic(state, (diagnostic, from, to) => found.push({ ...(diagnostic as Problem), from, to }));
  return found;
}

/** Replaces the problems of one origin. */
export function setProblems(
  view: EditorView,
  origin: Problem['origin'],
  found: readonly Omit<Problem, 'origin'>[],
): void {
  const before = problems(view.state);
  const all = [...before.filter((one) => one.origin !== origin), ...found.map((one): Problem => ({ ...one, origin }))];
  // The compiler has said it already, at the same place in other words.
  const compiled = all.some((one) => one.origin === 'compiler');
  const shown = all
    .filter((one) => !(compiled && one.origin === 'types' && one.severity === 'error'))
    .sort((a, b) => a.from - b.from);
  // A message that is being read stays where nothing has changed.
  if (JSON.stringify(shown.map(essence)) === JSON.stringify(before.map(essence))) return;
  view.dispatch(setDiagnostics(view.state, shown));
}

function essence({ from, to, severity, message, origin }: Problem) {
  return [from, to, severity, message, origin];
}

/** `1 error, 2 warnings`; empty where nothing is wrong. */
export function problemCount(state: EditorState): string {
  const all = problems(state);
  const count = (severity: string, one: string): string => {
    const number = all.filter((problem) => problem.severity === severity).length;
    return number === 0 ? '' : `${number} ${one}${number === 1 ? '' : 's'}`;
  };
  return [count('error', 'error'), count('warning', 'warning')].filter((words) => words !== '').join(', ');
}

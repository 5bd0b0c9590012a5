/**
 * The code editor, loaded when a reader first opens one. Esc and then Tab leaves
 * it by keyboard; the keys that run a cell are the element's (index.ts).
 */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightSpecialChars, keymap, tooltips } from '@codemirror/view';
import type { Program } from '../../model/program.ts';
import { foldRegions, folds } from './editor-folds.ts';
import { look } from './editor-look.ts';
import { markedLine, markedStep, markLine, markStep } from './editor-mark.ts';
import { problemCount, problemMarks, setProblems } from './editor-problems.ts';
import { adoptEditorStyles } from './editor-styles.ts';
import { typeSupport, typesAreMissing, typesProgress, watchTypes } from './editor-types.ts';
import { highlighter, typescript } from './highlight.ts';

/** Where to put the cursor: a point of the window, or a line and column, both 1-based. */
export type Place = { readonly x: number; readonly y: number } | { readonly line: number; readonly column: number };

export interface EditorOptions {
  readonly text: string;
  /** What a screen reader calls it. */
  readonly label: string;
  /** What the editor knows of the program's language. Default: TypeScript, with its types. */
  readonly language?: Extension;
  /** Whether regions of setup start folded. */
  readonly foldSetup: boolean;
  /** The cell as it is now, with those it may import. */
  readonly program: () => Program;
  readonly changed: (text: string) => void;
}

export interface EditorError {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly message: string;
}

export interface Editor {
  setText(text: string): void;
  focus(at: Place | null): void;
  /** Underlines errors; an empty list takes the underlines away. */
  showErrors(errors: readonly EditorError[]): void;
  /** Marks the line of the step that a run is shown at; null: none. */
  markStep(line: number | null): void;
  /** The line in which an element of the editor stands; null: in none. */
  lineAt(element: Element): number | null;
}

const KEYS = 'Shift+Enter runs · Esc, then Tab leaves';
const NO_TYPES = 'Runs without types: the type checker could not be loaded';
const KEYS_TOLD = [
  'Shift+Enter runs the cell, Control+Enter runs it and goes to the next.',
  'Tab indents; Escape and then Tab leaves the editor.',
  'Control+Space completes, F1 explains a name, F8 goes to the next problem, Control+F searches.',
].join(' ');

adoptEditorStyles();

/** Milliseconds after Escape, unless another key comes, in which Tab leaves the editor. Some hands need long. */
const LEAVES_FOR = 60_000;

/** Escape lets Tab leave also where it closes something, and once the editor's own handling, which means two seconds, is over. */
const escapeThenTab = EditorView.domEventObservers({
  keydown(event, view) {
    if (event.key === 'Escape') queueMicrotask(() => view.setTabFocusMode(LEAVES_FOR));
  },
});

/** CodeMirror's words on its search panel. */
const PHRASES = {
  next: 'Next',
  previous: 'Previous',
  all: 'All',
  'match case': 'Match case',
  regexp: 'Regex',
  'by word': 'Whole words',
  replace: 'Replace',
  'replace all': 'Replace all',
  close: 'Close the search',
};

/** Puts an editor into the panel and hides the static code in it (`data-editing`). */
export function createEditor(panel: HTMLElement, options: EditorOptions): Editor {
  const typed = options.language === undefined;
  const told = document.createElement('p');
  told.className = 'sr-only';
  told.id = `keys-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  told.textContent = KEYS_TOLD;
  // Stands beside the tabs, where it takes no room from the code.
  const status = document.createElement('p');
  status.className = 'cell-hint';
  let shown = '';
  const showStatus = (): void => {
    const count = problemCount(view.state);
    const progress = typed ? typesProgress() : null;
    const usual = typed && typesAreMissing() ? NO_TYPES : KEYS;
    const text = progress ?? (count !== '' ? count : usual);
    // Every update of the editor comes here, as each step of a loop is one.
    if (text === shown) return;
    shown = text;
    status.textContent = text;
    if (progress === null && count !== '') {
      const key = status.appendChild(document.createElement('span'));
      key.className = 'cell-hint-key';
      key.textContent = ' · F8 shows';
    }
    status.toggleAttribute('data-news', count !== '');
  };

  const view = new EditorView({
    parent: panel,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        history(),
        drawSelection(),
        highlightSpecialChars(),
        bracketMatching(),
        closeBrackets(),
        indentOnInput(),
        options.language ?? [indentUnit.of('  '), EditorState.tabSize.of(2), typescript, typeSupport(options.program)],
        EditorState.phrases.of(PHRASES),
        syntaxHighlighting(highlighter),
        folds,
        problemMarks,
        markedLine,
        markedStep,
        search({ top: true }),
        tooltips({ parent: document.body }),
        escapeThenTab,
        keymap.of([
          ...closeBracketsKeymap,
          ...searchKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...foldKeymap,
          indentWithTab,
        ]),
        EditorView.contentAttributes.of({ 'aria-label': options.label, 'aria-describedby': told.id, tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.changed(update.state.doc.toString());
          showStatus();
        }),
        look,
      ],
    }),
  });
  panel.append(status, told);
  panel.dataset['editing'] = '';
  showStatus();
  if (typed) watchTypes(showStatus);
  if (options.foldSetup) view.dispatch({ effects: foldRegions(view.state) });

  const offsetOf = (line: number, column: number): number => {
    const { doc } = view.state;
    const { from, to } = doc.line(Math.max(1, Math.min(line, doc.lines)));
    return Math.min(from + Math.max(0, column - 1), to);
  };

  return {
    setText(text) {
      if (view.state.doc.toString() === text) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    focus(at) {
      view.focus();
      if (at === null) return;
      const anchor = 'x' in at ? view.posAtCoords(at, false) : offsetOf(at.line, at.column);
      view.dispatch({
        selection: { anchor },
        ...('line' in at ? { effects: [markLine.of(anchor), EditorView.scrollIntoView(anchor, { y: 'center' })] } : {}),
      });
    },
    markStep(line) {
      view.dispatch({ effects: markStep.of(line === null ? null : offsetOf(line, 1)) });
    },
    lineAt(element) {
      const line = element.closest('.cm-line');
      return line === null ? null : view.state.doc.lineAt(view.posAtDOM(line)).number;
    },
    showErrors(errors) {
      const found = errors.map(({ line, column, length, message }) => {
        const from = offsetOf(line, column);
        return { from, to: Math.min(from + length, view.state.doc.length), severity: 'error' as const, message };
      });
      setProblems(view, 'compiler', found);
    },
  };
}

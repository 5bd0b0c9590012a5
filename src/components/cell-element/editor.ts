/**
 * The code editor, loaded when a reader first opens one. Esc and then Tab leaves
 * it by keyboard; Shift+Enter runs the cell.
 */
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import {
  bracketMatching,
  codeFolding,
  foldEffect,
  foldKeymap,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightSpecialChars, keymap } from '@codemirror/view';
import { tagHighlighter, tags } from '@lezer/highlight';
import { stretches } from '../../cells/regions.ts';

/** Where to put the cursor: a point of the window, or a line and column, both 1-based. */
export type Place = { readonly x: number; readonly y: number } | { readonly line: number; readonly column: number };

export interface EditorOptions {
  readonly text: string;
  /** What a screen reader calls it. */
  readonly label: string;
  /** Whether regions of setup start folded. */
  readonly foldSetup: boolean;
  readonly changed: (text: string) => void;
  readonly run: () => void;
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
}

/** The classes of the static code (styles/cell.css), so that nothing changes colour when the editor opens. */
const highlighter = tagHighlighter([
  {
    tag: [
      tags.keyword,
      tags.operator,
      tags.compareOperator,
      tags.arithmeticOperator,
      tags.logicOperator,
      tags.definitionOperator,
      tags.updateOperator,
      tags.typeOperator,
      tags.controlOperator,
      tags.function(tags.punctuation),
    ],
    class: 'c-keyword',
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: 'c-string' },
  { tag: [tags.number, tags.bool, tags.null, tags.self, tags.atom], class: 'c-constant' },
  { tag: [tags.lineComment, tags.blockComment], class: 'c-comment' },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.propertyName),
      tags.function(tags.definition(tags.variableName)),
      tags.className,
      tags.definition(tags.className),
      tags.typeName,
    ],
    class: 'c-function',
  },
  { tag: [tags.separator, tags.bracket, tags.derefOperator], class: 'c-punctuation' },
]);

/** As the static code looks, so that nothing moves when the editor opens. */
const look = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--code-foreground)', fontSize: 'var(--code-size)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--__sl-font-mono)', lineHeight: 'var(--code-line)' },
  '.cm-content': { padding: '0.5rem 1rem 0.9rem', caretColor: 'var(--sl-color-white)' },
  '.cm-line': { padding: '0' },
  '.cm-cursor': { borderLeftColor: 'var(--sl-color-white)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--sl-color-accent) 35%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'color-mix(in srgb, var(--sl-color-accent) 30%, transparent)',
  },
  '.cm-foldPlaceholder': {
    background: 'none',
    border: '0',
    color: 'var(--cell-faint)',
    fontSize: '0.9em',
  },
  '.cm-tooltip': {
    background: 'var(--cell-output-paper)',
    border: '1px solid var(--cell-edge)',
    color: 'var(--sl-color-gray-1)',
  },
});

/** Puts an editor into the panel and hides the static code in it (`data-editing`). */
export function createEditor(panel: HTMLElement, options: EditorOptions): Editor {
  const hint = document.createElement('p');
  hint.className = 'cell-hint';
  hint.id = `hint-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  hint.textContent = 'Shift+Enter runs · Esc, then Tab leaves the editor';

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
        indentUnit.of('  '),
        EditorState.tabSize.of(2),
        javascript({ typescript: true }),
        syntaxHighlighting(highlighter),
        codeFolding({
          preparePlaceholder: (state, { from, to }) => state.doc.lineAt(to).number - state.doc.lineAt(from).number - 1,
          placeholderDOM(_view, open, lines: number) {
            const placeholder = document.createElement('button');
            placeholder.type = 'button';
            placeholder.className = 'cm-foldPlaceholder';
            placeholder.textContent = `… ${lines} lines`;
            placeholder.title = 'Unfold';
            placeholder.onclick = open;
            return placeholder;
          },
        }),
        keymap.of([
          {
            key: 'Shift-Enter',
            run: () => {
              options.run();
              return true;
            },
          },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...lintKeymap,
          indentWithTab,
        ]),
        EditorView.contentAttributes.of({ 'aria-label': options.label, 'aria-describedby': hint.id, tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.changed(update.state.doc.toString());
        }),
        look,
      ],
    }),
  });
  panel.append(hint);
  panel.dataset['editing'] = '';

  if (options.foldSetup) {
    const effects = stretches(options.text.split('\n')).flatMap(({ region, from, to }) => {
      if (region === undefined || to - from < 3) return [];
      return [foldEffect.of({ from: view.state.doc.line(from + 1).to, to: view.state.doc.line(to).to })];
    });
    view.dispatch({ effects });
  }

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
      view.dispatch({ selection: { anchor }, scrollIntoView: 'line' in at });
    },
    showErrors(errors) {
      const diagnostics = errors.map(({ line, column, length, message }) => {
        const from = offsetOf(line, column);
        return { from, to: Math.min(from + length, view.state.doc.length), severity: 'error' as const, message };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
  };
}

/**
 * How the editor looks: as the static code does (element/styles/cell.css), so that nothing moves and nothing changes colour
 * when it opens. Its panels and tooltips speak the site's language. Tooltips stand in the document's body, outside
 * the cell, which clips.
 */
import { EditorView } from '@codemirror/view';

const mark = (colour: string) => ({
  backgroundImage: 'none',
  textDecoration: `underline wavy ${colour} 1px`,
  textDecorationSkipInk: 'none',
  textUnderlineOffset: '0.22em',
});

const marker = (sign: string, colour: string) => ({
  content: 'none',
  '&::before': { content: `"${sign}"`, color: colour },
});

export const look = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--code-foreground)', fontSize: 'var(--code-size)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--cell-mono)', lineHeight: 'var(--code-line)' },
  // The gutter stands where the static code has its left padding.
  '.cm-content': { padding: '0.5rem 1rem 0.9rem 0', caretColor: 'var(--cell-ink)' },
  '.cm-line': { padding: '0' },
  '.cm-gutters': { backgroundColor: 'var(--cell-paper)', border: '0', color: 'inherit' },
  '.cm-gutter-lint': { width: '1rem', fontFamily: 'var(--cell-mono)' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker': { width: '1rem', height: 'auto', textAlign: 'center', fontSize: '0.8em', cursor: 'default' },
  '.cm-lint-marker-error': marker('✕', 'var(--cell-fails)'),
  '.cm-lint-marker-warning': marker('▲', 'var(--cell-err)'),
  '.cm-lint-marker-info, .cm-lint-marker-hint': marker('·', 'var(--cell-faint)'),
  '.cm-lintRange': { paddingBottom: '0' },
  '.cm-lintRange-error': mark('var(--cell-fails)'),
  '.cm-lintRange-warning': mark('var(--cell-err)'),
  '.cm-lintRange-info, .cm-lintRange-hint': mark('var(--cell-faint)'),
  '.cm-lintRange-active': { backgroundColor: 'var(--cell-mark)' },
  '.cm-lintPoint-error:after': { borderBottomColor: 'var(--cell-fails)' },
  '.cm-lintPoint-warning:after': { borderBottomColor: 'var(--cell-err)' },
  '.cm-cursor': { borderLeftColor: 'var(--cell-ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--cell-accent) 35%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'color-mix(in srgb, var(--cell-accent) 30%, transparent)',
  },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent', color: 'var(--cell-fails)' },
  // As high as a line of code, and as the summary of the static code's regions.
  '.cm-foldPlaceholder': {
    margin: '0',
    padding: '0',
    border: '0',
    background: 'none',
    color: 'var(--cell-faint)',
    font: 'inherit',
    cursor: 'pointer',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--cell-mark)', outline: '1px solid var(--cell-mark-edge)' },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in srgb, var(--cell-mark-edge) 45%, transparent)' },

  '.cm-panels': { backgroundColor: 'var(--cell-output-paper)', color: 'var(--cell-text)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--cell-edge)' },
  '.cm-panel.cm-search': {
    // Searching in one row, replacing in the next.
    display: 'grid',
    gridTemplateColumns: 'minmax(8rem, 20rem) repeat(6, max-content)',
    alignItems: 'center',
    gap: '0.35rem 0.5rem',
    padding: '0.5rem 2.5rem 0.5rem 1rem',
    fontFamily: 'var(--cell-font)',
    fontSize: '0.84rem',
    lineHeight: '1.5',
    '& br': { display: 'none' },
    '& [name=replace]:is(input)': { gridColumn: '1' },
    '& [name=replaceAll]': { gridColumn: '3 / span 2', justifySelf: 'start' },
    '& input, & button, & label': { margin: '0' },
    '& label': { display: 'inline-flex', alignItems: 'center', gap: '0.3rem', fontSize: 'inherit' },
    '& [name=close]': {
      top: '0.5rem',
      right: '0.75rem',
      width: '2rem',
      height: '2rem',
      color: 'inherit',
      fontSize: '1.1rem',
      cursor: 'pointer',
    },
  },
  '.cm-textfield, .cm-button': {
    boxSizing: 'border-box',
    height: '2rem',
    padding: '0 0.6rem',
    border: '1px solid var(--cell-edge)',
    borderRadius: '0.35rem',
    background: 'var(--cell-output-paper)',
    color: 'var(--cell-text)',
    font: 'inherit',
    verticalAlign: 'baseline',
  },
  '.cm-textfield': { minWidth: '0', fontFamily: 'var(--cell-mono)' },
  '.cm-textfield::placeholder': { color: 'var(--cell-faint)', opacity: '1' },
  '.cm-button': { cursor: 'pointer', backgroundImage: 'none', '&:active': { backgroundImage: 'none' } },
  '.cm-button:hover': { borderColor: 'var(--cell-accent)' },
  // Three rows; to mark all that is found needs more room than there is.
  '@container cell (width < 44rem)': {
    '.cm-panel.cm-search': {
      gridTemplateColumns: 'minmax(0, 1fr) max-content max-content',
      gap: '0.35rem 0.4rem',
      paddingInline: '0.75rem 2.25rem',
      fontSize: '0.8rem',
      '& [name=select]': { display: 'none' },
      '& [name=replaceAll]': { gridColumn: '3', justifySelf: 'stretch' },
      '& [name=close]': { right: '0.25rem' },
    },
    '.cm-textfield, .cm-button': { paddingInline: '0.45rem' },
  },

  '.cm-tooltip': {
    maxWidth: 'min(36rem, calc(100vw - 2rem))',
    border: '1px solid var(--cell-edge)',
    borderRadius: '0.35rem',
    background: 'var(--cell-output-paper)',
    boxShadow: '0 4px 16px rgb(0 0 0 / 0.14)',
    color: 'var(--cell-text)',
    fontFamily: 'var(--cell-font)',
    fontSize: '0.84rem',
    lineHeight: '1.5',
  },
  '.cm-tooltip-section:not(:first-child)': { borderTop: '1px solid var(--cell-edge)' },
  '.cm-tooltip-autocomplete > ul': {
    minWidth: '12rem',
    maxHeight: '15rem',
    fontFamily: 'var(--cell-mono)',
    lineHeight: '1.6',
  },
  '.cm-tooltip-autocomplete > ul > li': { padding: '0.05rem 0.6rem' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--cell-accent-low)',
    color: 'var(--cell-ink)',
  },
  '.cm-completionMatchedText': { color: 'var(--cell-link)', textDecoration: 'none', fontWeight: '600' },
  '.cm-tooltip.cm-completionInfo': { width: 'max-content', maxWidth: 'min(28rem, 60vw)', margin: '0', padding: '0' },
  '.cm-description': { padding: '0.4rem 0.75rem' },
  '.cm-description pre': {
    maxHeight: '10rem',
    margin: '0',
    fontFamily: 'var(--cell-mono)',
    fontSize: '0.8rem',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    overflowY: 'auto',
  },
  '.cm-description p': { margin: '0.35rem 0 0' },
  '.cm-description code': {
    padding: '0.05em 0.25em',
    borderRadius: '0.25rem',
    background: 'var(--cell-code-paper)',
    fontFamily: 'var(--cell-mono)',
    fontSize: '0.92em',
  },
  // Where there is no room beside the list, what its words mean stands in it, below them.
  '@media (width < 45rem)': {
    '.cm-tooltip-autocomplete > ul': { maxHeight: '9rem' },
    '.cm-tooltip.cm-completionInfo': {
      position: 'static',
      width: 'auto',
      maxWidth: 'min(24rem, 100vw - 3rem) !important',
      border: '0',
      borderTop: '1px solid var(--cell-edge)',
      borderRadius: '0',
      boxShadow: 'none',
    },
    '.cm-completionInfo .cm-description': {
      display: 'flex',
      flexDirection: 'column',
      maxHeight: '6rem',
      overflowY: 'auto',
    },
    '.cm-completionInfo .cm-description pre': { maxHeight: 'none' },
    // What it does is shorter than how it is called, and stands first.
    '.cm-completionInfo .cm-description p': { order: '-1', margin: '0 0 0.35rem' },
  },
  '.cm-unused': { opacity: '0.7' },
  '.cm-diagnostic': { margin: '0', padding: '0.35rem 0.75rem', overflowWrap: 'anywhere' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--cell-fails)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--cell-err)' },
  '.cm-diagnostic-info, .cm-diagnostic-hint': { borderLeft: '3px solid var(--cell-faint)' },
});

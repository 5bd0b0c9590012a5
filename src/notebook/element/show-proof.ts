/**
 * Long outputs scroll: pointing at an expectation brings the first line that proves it into sight.
 *
 * The style sheet marks the lines, with scripts or without; this only moves the list, and never the page. It comes with
 * page.ts, which is fetched when the reader points at a cell.
 */

const MARGIN = 24;

function show(event: Event): void {
  const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-expectation]') : null;
  const cell = target?.closest('verified-cell');
  const list = cell?.querySelector<HTMLElement>('[data-part="output"]');
  const proving = list?.querySelector(`[data-proves~="${target?.dataset['expectation']}"]`);
  // In a fold that is closed, its first line stands for those in it.
  const line = outermost(proving?.closest('details:not([open])') ?? null)?.firstElementChild ?? proving;
  if (!list || !line || list.scrollHeight <= list.clientHeight) return;
  const frame = list.getBoundingClientRect();
  const { top, bottom } = line.getBoundingClientRect();
  if (top < frame.top) list.scrollTop += top - frame.top - MARGIN;
  else if (bottom > frame.bottom) list.scrollTop += bottom - frame.bottom + MARGIN;
}

/** The outermost of the closed folds around and including one. */
function outermost(fold: Element | null): Element | null {
  return fold === null ? null : (outermost(fold.parentElement?.closest('details:not([open])') ?? null) ?? fold);
}

document.addEventListener('pointerover', show);
document.addEventListener('focusin', show);

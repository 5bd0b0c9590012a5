/**
 * Long outputs scroll: pointing at an expectation brings the first line that proves it into sight.
 *
 * The style sheet marks the lines, with scripts or without; this only moves the list, and never the page.
 */

const MARGIN = 24;

function show(event: Event): void {
  const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-expectation]') : null;
  const cell = target?.closest('awaitable-cell');
  const list = cell?.querySelector<HTMLElement>('[data-part="output"]');
  const line = list?.querySelector(`[data-proves~="${target?.dataset['expectation']}"]`);
  if (!list || !line || list.scrollHeight <= list.clientHeight) return;
  const frame = list.getBoundingClientRect();
  const { top, bottom } = line.getBoundingClientRect();
  if (top < frame.top) list.scrollTop += top - frame.top - MARGIN;
  else if (bottom > frame.bottom) list.scrollTop += bottom - frame.bottom + MARGIN;
}

document.addEventListener('pointerover', show);
document.addEventListener('focusin', show);

/** Frames of tracebacks in a program's output, which lead to their line in the code: as OutputText.astro draws them. */
import { frameOf } from '../../model/traceback.ts';
import { visible } from './display.ts';

/**
 * The text of an output line as the page shows it: what names a line of one of the page's cells is a link that leads
 * there (`data-action="goto"`). `cellOf` says which cell a file is.
 */
export function drawText(text: string, cellOf: (file: string) => string | undefined): (Node | string)[] {
  const frame = frameOf(text);
  const cell = frame === null ? undefined : cellOf(frame.file);
  if (frame === null || cell === undefined) return [visible(text)];
  // No button, which would not break where its line does.
  const link = document.createElement('a');
  link.href = `#cell-${cell}`;
  link.dataset['action'] = 'goto';
  link.dataset['cell'] = cell;
  link.dataset['line'] = frame.line;
  link.dataset['column'] = '1';
  link.title = 'Show this line of the code';
  link.textContent = frame.place;
  return [frame.before, link, visible(frame.after)];
}

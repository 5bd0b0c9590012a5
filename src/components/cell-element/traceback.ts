/** Frames of tracebacks in a program's output, which lead to their line in the code. */
import { visible } from './display.ts';

/** One frame, as Python words it; bars stand before it where the traceback is that of a group's member. */
const FRAME = /^([\s|+-]*)(File "([^"]+)", line (\d+))(.*)$/;

/**
 * The text of an output line as the page shows it: what names a line of one of the page's cells is a link that leads
 * there (`data-action="goto"`). `cellOf` says which cell a file is.
 */
export function drawText(text: string, cellOf: (file: string) => string | undefined): (Node | string)[] {
  const [, before = '', place = '', file = '', line = '', after = ''] = FRAME.exec(text) ?? [];
  const cell = file === '' ? undefined : cellOf(file);
  if (cell === undefined) return [visible(text)];
  // No button, which would not break where its line does.
  const link = document.createElement('a');
  link.href = `#cell-${cell}`;
  link.dataset['action'] = 'goto';
  link.dataset['cell'] = cell;
  link.dataset['line'] = line;
  link.dataset['column'] = '1';
  link.title = 'Show this line of the code';
  link.textContent = place;
  return [before, link, visible(after)];
}

/** A run's output as plain text, to be copied or kept in a file. */
import { hiddenText } from '../../model/wording.ts';
import type { Output } from '../store/store.ts';

/** As a terminal would show it: both streams in the order in which they were written, every line ended. */
export function outputText({ lines, hidden, hiddenAt, open = [] }: Output): string {
  const texts = [...lines, ...open].map(({ text }) => text);
  if (hidden > 0) texts.splice(hiddenAt, 0, hiddenText(hidden));
  return texts.map((text) => `${text}\n`).join('');
}

/** Gives the reader a file with this text. */
export function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.download = name;
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.click();
  // The browser has taken it up by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Frames of tracebacks, as Python words them. */

/** A line of a traceback that names a place, in four parts: what stands before, the place, and what follows. */
export interface Frame {
  readonly before: string;
  /** `File "cell.ts", line 7`. */
  readonly place: string;
  readonly file: string;
  readonly line: string;
  readonly after: string;
}

// Bars stand before it where the traceback is that of a group's member.
const FRAME = /^([\s|+-]*)(File "([^"]+)", line (\d+))(.*)$/;

/** The frame that a line of output names; null for any other line. */
export function frameOf(text: string): Frame | null {
  const found = FRAME.exec(text);
  if (found === null) return null;
  const [, before = '', place = '', file = '', line = '', after = ''] = found;
  return { before, place, file, line, after };
}

/** Whether a file that a program names is that of a cell, in TypeScript or in Python: in a worker it has a folder before it. */
export function isFileOf(file: string, id: string): boolean {
  const name = file.endsWith('.py') ? `${id.replaceAll('-', '_')}.py` : `${id}.ts`;
  return file === name || file.endsWith(`/${name}`);
}

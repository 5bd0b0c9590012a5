/** Writes the log of a program that runs in Node to a file, while it grows. */
import { closeSync, openSync } from 'node:fs';
import { writeAll } from '../files/write-all.ts';
import { chromeTrace } from './chrome.ts';
import type { TraceLog } from './events.ts';
import { JsonLines } from './json-lines.ts';

/** `jsonl`: see `json-lines.ts`. `chrome`: see `chrome.ts`; written when the program has ended. */
export type TraceFormat = 'jsonl' | 'chrome';

export const TRACE_FORMATS: readonly TraceFormat[] = ['jsonl', 'chrome'];

export class TraceFile {
  private readonly _format: TraceFormat;
  private readonly _failed: (error: Error) => void;
  private readonly _lines = new JsonLines();
  private _fd: number | null;

  /**
   * The first time that the file cannot be written nothing more is, and `failed` is told; the program goes on.
   *
   * @throws {Error} of the file system, if the file cannot be opened
   */
  constructor(file: string, format: TraceFormat, failed: (error: Error) => void) {
    this._format = format;
    this._failed = failed;
    this._fd = openSync(file, 'w');
  }

  /** Writes what has come to the log since the last call. */
  more(log: TraceLog): void {
    if (this._format === 'jsonl') this._write(this._lines.more(log));
  }

  /** Writes what is left. Nothing happens the second time. */
  close(log: TraceLog): void {
    if (this._format === 'jsonl') this._write(this._lines.more(log) + this._lines.end(log));
    else this._write(`${JSON.stringify(chromeTrace(log))}\n`);
    this._end();
  }

  private _write(text: string): void {
    if (this._fd === null) return;
    const error = writeAll(this._fd, text);
    if (error === null) return;
    this._end();
    this._failed(error);
  }

  private _end(): void {
    if (this._fd !== null) closeSync(this._fd);
    this._fd = null;
  }
}

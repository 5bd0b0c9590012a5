/** Writes text to files, pipes and terminals to its last byte. */
import { writeSync } from 'node:fs';

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Writes all of a text, waiting where a pipe is full. Returns why it could not, or null. */
export function writeAll(fd: number, text: string): NodeJS.ErrnoException | null {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return error as NodeJS.ErrnoException;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
  return null;
}

/**
 * Whether a write failed because its reader has closed the stream, as `head` does. That is no error. A socket that is
 * closed with unread data reports ECONNRESET.
 */
export function readerLeft({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'EBADF' || code === 'ECONNRESET';
}

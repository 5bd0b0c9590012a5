/** Writes files so that readers find them whole or not at all, whatever happens meanwhile. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** What is written beside the file that it will replace. */
export interface Staged {
  /** Puts it in the file's place. */
  commit(): void;
  /** Takes it away again; nothing happens once it is in place. */
  discard(): void;
}

/**
 * Writes content beside `path`, as far as the disk itself.
 *
 * @throws {Error} of the file system; then nothing is left of it
 */
export function stage(path: string, content: string | Uint8Array): Staged {
  const part = `${path}.${process.pid}.part`;
  const discard = (): void => rmSync(part, { force: true });
  try {
    const fd = openSync(part, 'w');
    try {
      writeFileSync(fd, content);
      // Some file systems notice only now that there is no room.
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    discard();
    throw error;
  }
  return { commit: () => renameSync(part, path), discard };
}

/**
 * Writes a file.
 *
 * @throws {Error} of the file system; then the file is what it was before
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const staged = stage(path, content);
  try {
    staged.commit();
  } catch (error) {
    staged.discard();
    throw error;
  }
}

/** Reads a program from disk: a file and what it imports. */
import { open, stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { MAX_CHARACTERS } from '../languages/typescript/compile/index.ts';
import { splitFiles } from '../model/files.ts';
import type { Program } from '../model/program.ts';

/** A file cannot be read; the message says which and why. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

/** More than any program needs; a folder of more files is not read whole. */
const MAX_FILES = 200;

/** Bytes of a file that is read: far more than is ever compiled, and what is no file (a device, a pipe) may have no end. */
const MAX_BYTES = 2 ** 22;

/** What could be an import of another file: `from "./x"`, `import "./x"`, `import("./x")`. */
const RELATIVE = /(?:\bfrom|\bimport)\s*\(?\s*(["'])(\.\.?\/[^"'\n]+)\1/g;

/**
 * The program of a file on disk: the file as the entry, and the files that it
 * and they may import as `./other`, be it from its own text (`// @filename: …`)
 * or beside it. An import that finds no file is left for
 * the compiler to report.
 *
 * @throws {UnreadableError} if the file cannot be read or is not text in UTF-8
 */
export async function readProgram(path: string): Promise<Program> {
  const folder = dirname(resolve(path));
  const entry = resolve(path);
  const split = splitFiles(await readText(path));
  const texts = new Map<string, string>([
    [entry, split.entry],
    ...Object.entries(split.others).map(([name, text]): [string, string] => [resolve(folder, name), text]),
  ]);
  const queue = [...texts.keys()];
  for (let from = queue.shift(); from !== undefined; from = queue.shift()) {
    for (const [, , specifier] of (texts.get(from) as string).matchAll(RELATIVE)) {
      if (texts.size >= MAX_FILES) break;
      const wanted = resolve(dirname(from), specifier as string);
      const candidates = [wanted, `${wanted}.ts`, wanted.replace(/\.[mc]?js$/, '.ts')];
      if (candidates.some((candidate) => texts.has(candidate))) continue;
      for (const candidate of candidates) {
        if (!(await isFile(candidate))) continue;
        texts.set(candidate, await readText(candidate));
        queue.push(candidate);
        break;
      }
    }
  }
  // Names as tracebacks print them: relative to the file's folder, or to the nearest one that holds all.
  let root = folder;
  while ([...texts.keys()].some((file) => !file.startsWith(root.endsWith(sep) ? root : root + sep)))
    root = dirname(root);
  const name = (file: string): string => relative(root, file).split(sep).join('/');
  return {
    entry: root === folder ? basename(entry) : name(entry),
    files: Object.fromEntries([...texts].map(([file, text]) => [name(file), text])),
  };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function readText(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readBytes(path);
  } catch (error) {
    throw new UnreadableError(`cannot read ${path}: ${reason(error as NodeJS.ErrnoException)}`);
  }
  if (bytes.length > MAX_BYTES) {
    const most = MAX_CHARACTERS.toLocaleString('en');
    throw new UnreadableError(`cannot read ${path}: it is far too long; a program has at most ${most} characters`);
  }
  try {
    // A byte order mark is taken off.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableError(
      `cannot read ${path}: it is not text in UTF-8 (byte ${firstBadByte(bytes)} is the first that does not fit)`,
    );
  }
}

/** The bytes of a file, or more than `MAX_BYTES` of them. */
async function readBytes(path: string): Promise<Uint8Array> {
  await using file = await open(path);
  const chunks: Uint8Array[] = [];
  for (let length = 0; length <= MAX_BYTES; ) {
    const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(2 ** 16) });
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(chunks);
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read';
    default:
      return message;
  }
}

/** Offset of the first byte that is not UTF-8. */
function firstBadByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  const decodes = (length: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  while (low < high) {
    const middle = (low + high) >> 1;
    if (decodes(middle + 1)) low = middle + 1;
    else high = middle;
  }
  return low;
}

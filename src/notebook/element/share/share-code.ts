/**
 * Code in the fragment of a link: `#code=CELL.1.DATA`.
 *
 * DATA is the JSON of `{ [cell]: text }`, compressed (deflate, without a header) and written in base64url. The 1 is the
 * version of this format. A fragment is not sent to any server.
 */

import type { CellLanguage } from '../../model/page-data.ts';
import { CODE } from '../store/storage.ts';

/** What a link carries: the cell that it leads to, and the texts that differ from the page's. */
export interface SharedCode {
  readonly cell: string;
  /** By cell, those in Python with `.py` behind it; one of `cell` itself is always there. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Which text of the page a name in `sources` stands for. */
export function sharedText(name: string): { readonly cell: string; readonly language: CellLanguage } {
  return name.endsWith('.py')
    ? { cell: name.slice(0, -'.py'.length), language: 'python' }
    : { cell: name, language: 'typescript' };
}

/** A link's code cannot be read; the message is for the reader, and says what to do. */
export class ShareProblem extends Error {
  override readonly name = 'ShareProblem';
  /** The cell that the link wants, as far as it can be told. */
  readonly cell: string | null;

  constructor(message: string, cell: string | null, options?: ErrorOptions) {
    super(message, options);
    this.cell = cell;
  }
}

/** Longest DATA, in characters. */
export const LONGEST_DATA = 32_000;
/** Most bytes that DATA may expand to: a small link must not fill the memory. */
const MAX_BYTES = 256_000;

const DAMAGED = 'It may have been cut off when it was sent. Ask for the whole link.';

/** The fragment for some code. Throws ShareProblem where that would be longer than can be opened again. */
export async function encodeShare({ cell, sources }: SharedCode): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(sources));
  const compressed = await through(bytes, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY);
  const data = toBase64url(compressed);
  if (data.length > LONGEST_DATA || bytes.length > MAX_BYTES) {
    throw new ShareProblem('This code is too long for a link. Download it and send the file.', cell);
  }
  return `${CODE}${cell}.1.${data}`;
}

/**
 * What `encodeShare` has put into a fragment.
 *
 * @throws {ShareProblem} if it is damaged, too large, or of a later version
 */
export async function decodeShare(fragment: string): Promise<SharedCode> {
  const parts = /^#code=([a-z0-9-]+)\.(\d+)\.([^.]*)$/.exec(fragment);
  if (parts === null) throw new ShareProblem(`The code in this link is damaged. ${DAMAGED}`, null);
  const [, cell = '', version, data = ''] = parts;
  if (version !== '1') {
    throw new ShareProblem(
      'This link was made by a newer version of this site. Reload the page, then open the link again.',
      cell,
    );
  }
  if (data.length > LONGEST_DATA) {
    throw new ShareProblem(
      'The code in this link is too long, so it was not opened. This site never makes links of that length.',
      cell,
    );
  }
  let sources: unknown;
  try {
    const bytes = await through(fromBase64url(data), new DecompressionStream('deflate-raw'), MAX_BYTES);
    sources = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof RangeError) {
      throw new ShareProblem('The code in this link is too large for a cell, so it was not opened.', cell);
    }
    throw new ShareProblem(`The code in this link is damaged. ${DAMAGED}`, cell, { cause: error });
  }
  if (!isTexts(sources) || !(Object.hasOwn(sources, cell) || Object.hasOwn(sources, `${cell}.py`))) {
    throw new ShareProblem('The data in this link is not the code of a cell, so it was not opened.', cell);
  }
  return { cell, sources };
}

/** @throws {RangeError} for more than `most` bytes; rejects with what the stream throws if they make no sense */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: BlobPart[] = [];
  let size = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    size += chunk.value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError(`more than ${most} bytes`);
    }
    chunks.push(chunk.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function toBase64url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text)) throw new SyntaxError('not base64url');
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function isTexts(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}

/**
 * The recordings of a page: the file `gather.transcripts.json` beside `gather.mdx`.
 *
 * This module only turns text into data and back; callers read and write the
 * files. The printer writes each line of output on a line of its own, so that
 * the diff of a changed recording is easy to review.
 */

import type { Line, Transcript } from './transcript.ts';

/** What a cell printed when it was recorded. */
export interface Recording {
  readonly typescript: Transcript;
  /** A digest of the twin that was recorded: one that has been changed since is noticed without its language. */
  readonly twin?: string;
  /** What the twin printed, by the version of its language: `"3.14"`. */
  readonly python?: Readonly<Record<string, Transcript>>;
}

/** By the cell's id, in the order of the page. */
export type Recordings = Readonly<Record<string, Recording>>;

/** `content/x/gather.mdx` → `content/x/gather.transcripts.json`. */
export function recordingsFile(pageFile: string): string {
  return pageFile.replace(/\.mdx?$/, '.transcripts.json');
}

export function printRecordings(recordings: Recordings): string {
  const cells = Object.entries(recordings).map(([id, { typescript, twin, python }]) => {
    const fields = [`"typescript": ${printTranscript(typescript, '    ')}`];
    if (twin !== undefined && python !== undefined) {
      const versions = Object.entries(python)
        .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
        .map(([version, transcript]) => `      ${JSON.stringify(version)}: ${printTranscript(transcript, '      ')}`);
      fields.push(`"twin": ${JSON.stringify(twin)}`);
      fields.push(`"python": ${versions.length === 0 ? '{}' : `{\n${versions.join(',\n')}\n    }`}`);
    }
    return `  ${JSON.stringify(id)}: {\n${fields.map((field) => `    ${field}`).join(',\n')}\n  }`;
  });
  return cells.length === 0 ? '{}\n' : `{\n${cells.join(',\n')}\n}\n`;
}

function printTranscript(transcript: Transcript, indent: string): string {
  const { lines, hidden, hiddenAt, exception, status } = transcript;
  const printed = lines.map((line) => `${indent}    ${printLine(line)}`);
  const list = printed.length === 0 ? '[]' : `[\n${printed.join(',\n')}\n${indent}  ]`;
  const fields = [`"lines": ${list}`];
  if (hidden > 0) fields.push(`"hidden": ${hidden}`, `"hiddenAt": ${hiddenAt}`);
  const uncaught =
    exception === null
      ? 'null'
      : `{ "type": ${JSON.stringify(exception.type)}, "message": ${JSON.stringify(exception.message)} }`;
  fields.push(`"exception": ${uncaught}`, `"status": ${status}`);
  return `{\n${fields.map((field) => `${indent}  ${field}`).join(',\n')}\n${indent}}`;
}

function printLine({ stream, time, text, worker }: Line): string {
  const from = worker === undefined ? '' : ` "worker": ${JSON.stringify(worker)},`;
  return `{ "stream": "${stream}", "time": ${JSON.stringify(time)},${from} "text": ${JSON.stringify(text)} }`;
}

/**
 * Reads what `printRecordings` wrote.
 *
 * @throws {SyntaxError} naming the file, and the cell where it can, if the text is not of that shape
 */
export function readRecordings(text: string, file: string): Recordings {
  const wrong = (what: string): SyntaxError => new SyntaxError(`${file}: ${what}; record the page again`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw wrong(`not JSON (${(error as Error).message})`);
  }
  if (!isObject(json)) throw wrong('not an object of cells');
  const recordings: Record<string, Recording> = {};
  for (const [id, cell] of Object.entries(json)) {
    if (!isObject(cell)) throw wrong(`cell "${id}" has no recording`);
    const read = (value: unknown, of: string): Transcript => {
      const transcript = readTranscript(value);
      if (transcript === null) throw wrong(`the recording ${of} of cell "${id}" is no transcript`);
      return transcript;
    };
    const typescript = (): Transcript => read(cell['typescript'], 'in TypeScript');
    if (cell['twin'] === undefined && cell['python'] === undefined) {
      recordings[id] = { typescript: typescript() };
      continue;
    }
    if (!isObject(cell['python'])) throw wrong(`cell "${id}" has no recordings of its twin`);
    const twin = cell['twin'];
    if (!isText(twin)) throw wrong(`the recording of cell "${id}" does not say of which twin it is`);
    const python: Record<string, Transcript> = {};
    for (const [version, value] of Object.entries(cell['python'])) {
      python[version] = read(value, `on Python ${version}`);
    }
    recordings[id] = { typescript: typescript(), twin, python };
  }
  return recordings;
}

function readTranscript(value: unknown): Transcript | null {
  if (!isObject(value) || !Array.isArray(value['lines'])) return null;
  const { lines, hidden = 0, hiddenAt = 0, exception, status } = value;
  if (typeof hidden !== 'number' || typeof hiddenAt !== 'number' || typeof status !== 'number') return null;
  const uncaught =
    exception === null || (isObject(exception) && isText(exception['type']) && isText(exception['message']));
  if (!uncaught || !(lines as unknown[]).every(isLine)) return null;
  return { lines: lines as Line[], hidden, hiddenAt, exception: exception as Transcript['exception'], status };
}

function isLine(value: unknown): value is Line {
  if (!isObject(value)) return false;
  const { stream, time, text, worker } = value;
  const named = worker === undefined || isText(worker);
  return (stream === 'out' || stream === 'err') && typeof time === 'number' && isText(text) && named;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

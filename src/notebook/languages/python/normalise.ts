/**
 * What two transcripts of one program, CPython's and ours, may differ in.
 *
 * `normalise()` is the whole list; whatever it leaves standing must be equal,
 * line by line, with stream and time. In short:
 *
 * 1. A place in a file (`/cell/cell.py:7`, `cell.ts:9`) becomes `FILE:LINE`:
 *    the languages need different numbers of lines. So does `<sys>:0`, where CPython has no place.
 * 2. An address becomes `0xADDR`.
 * 3. A traceback keeps its header and its last line. One that ends in "During
 *    handling of the above exception, another exception occurred" is left out:
 *    JavaScript has no implicit exception context. Explicit causes stay.
 * 4. A warning loses the source line quoted under it, and tracemalloc's advice.
 * 5. The text of a RecursionError becomes `maximum recursion depth exceeded`:
 *    CPython 3.14 guards the C stack and words it by platform.
 * 6. In a line that shows a repr, a warning or a handle, names of functions are
 *    compared in snake_case: `keepPrinting()` is `keep_printing()` there. A
 *    callback's qualifying prefix and place go: JavaScript's plain functions
 *    know neither.
 * 7. A report that CPython makes when it frees an object (`reports` below) is
 *    taken out of the lines and compared by its text alone. Here such reports
 *    come when the loop closes, in creation order; CPython's moment is that of a
 *    reference count, which no other language can promise. Text and number of
 *    the reports must agree; `moved` in the comparison says whether their
 *    places do.
 *
 * Numbers are not touched. Python prints `1.0` where JavaScript has only `1`, so
 * programs meant for both print through a format (`{t:g}`), or print integers.
 */
import { lineDiff } from '../../model/line-diff.ts';
import type { Line, Stream, Transcript } from '../../model/transcript.ts';

/** One line that counts. */
export interface ComparableLine {
  readonly stream: Stream;
  readonly time: number;
  readonly text: string;
}

export interface Comparable {
  readonly lines: readonly ComparableLine[];
  /** Reports of freed objects, each its lines joined, and before which of `lines` it stood. */
  readonly reports: readonly { readonly text: string; readonly before: number }[];
  readonly exception: string;
  readonly status: number;
}

const place = /<sys>:0|(?:[\w.@<>$~-]*\/)*[\w.<>$-]+\.(?:py|ts|js|mjs)(?::\d+)+/g;
const address = /\b0x(?:[0-9a-f]+\b|…)/gi;
const recursion = /(?:maximum recursion depth exceeded|Stack overflow \(used \d+ kB\))(?: while [a-zA-Z ]+)?/g;
const showsNames =
  /<\w*(?:Task|Future|Handle|coroutine|function|async_generator|method)\b|coroutine '|coroutine method '|[Cc]allback /;
const camelCase = /(?<![\w'"])(?:[\w<>]+\.)*[a-z]\w*[a-z0-9][A-Z]\w*(?=\(\)|\(<|'| at 0x)/g;
const callbackPlace = /(\w\(\)) at FILE:LINE/g;
const callbackPrefix = /(?:\w+\.)*<locals>\.(?=[\w<>]+\(\)(?! (?:running|done)))/g;
const quotedCamelCase = /(?<=coroutine (?:method )?')[\w.<>]+(?=')/g;

/** First lines of the reports that a destructor makes in CPython. */
const reportHead =
  /exception was never retrieved$|^Task was destroyed but it is pending!$|RuntimeWarning: (?:coroutine|async generator|coroutine method) .*was never (?:awaited|iterated)|^Unclosed /;
/** Lines that go on with a report: the default handler's `key: value` pairs. */
const reportDetail = /^(?:future|task|source_traceback|handle|created at|asyncgen): |^(?:future|task): </;

/** A report while its lines are collected. */
interface Report {
  readonly first: Line;
  readonly text: string[];
  /** Whether it is about an exception, whose last line is then still to come, with a traceback or without. */
  failed: boolean;
  /** Which traceback is the report's own; 0 until it begins. */
  traceback: number;
}

/** Whether a line on stderr goes on with the report before it. */
function belongsTo(report: Report, line: Kept): boolean {
  if (line.traceback === 0 && reportDetail.test(line.text)) return true;
  if (line.traceback !== 0 && line.traceback === report.traceback) return true;
  if (!report.failed) return false;
  // Either the traceback begins here, or an exception that was never raised has this line alone.
  report.failed = false;
  report.traceback = line.traceback;
  return true;
}

/** The parts of a transcript that must agree; see the top of this file. */
export function normalise(transcript: Transcript): Comparable {
  const { lines, reports } = collect(transcript);
  const { exception } = transcript;
  return {
    lines: lines.map(({ stream, time, text }) => ({ stream, time, text })),
    reports: reports.map(({ text, before }) => ({ text, before })),
    exception:
      exception === null
        ? 'none'
        : normaliseText(exception.message ? `${exception.type}: ${exception.message}` : exception.type),
    status: transcript.status,
  };
}

/** A line that counts, or a report in its first line, with what was printed. */
interface Printed extends ComparableLine {
  readonly printed: string;
}

function collect(transcript: Transcript): {
  readonly lines: readonly Printed[];
  readonly reports: readonly (Printed & { readonly before: number })[];
} {
  const lines: Printed[] = [];
  const reports: (Printed & { before: number })[] = [];
  let report: Report | null = null;
  const finishReport = () => {
    if (report) {
      const { stream, time, text: printed } = report.first;
      reports.push({ stream, time, printed, text: report.text.join('\n'), before: lines.length });
    }
    report = null;
  };
  for (const line of withoutFrames(transcript.lines)) {
    const text = normaliseText(line.text);
    if (line.stream === 'err' && reportHead.test(line.text)) {
      finishReport();
      report = { first: line, text: [text], failed: /never retrieved$/.test(line.text), traceback: 0 };
    } else if (report && line.stream === 'err' && belongsTo(report, line)) {
      report.text.push(text);
    } else {
      finishReport();
      lines.push({ stream: line.stream, time: Number(line.time.toPrecision(12)), text, printed: line.text });
    }
  }
  finishReport();
  return { lines, reports };
}

/** One line of two transcripts beside each other: as each was printed; null where the other has no such line. */
export interface AlignedLine {
  readonly time: number;
  readonly stream: Stream;
  readonly typescript: string | null;
  readonly python: string | null;
  /** Whether the two are the same, maybe after what `normalise()` sets aside. */
  readonly same: boolean;
  /** Whether it is a report of a freed object, which is compared without its place. */
  readonly report: boolean;
}

/** Puts two transcripts beside each other, line by line: first all that was printed, then the reports of freed objects. */
export function align(python: Transcript, typescript: Transcript): readonly AlignedLine[] {
  const theirs = collect(python);
  const ours = collect(typescript);
  const key = ({ stream, time, text }: Printed): string => JSON.stringify([stream, time, text]);
  const pair = (ours: readonly Printed[], theirs: readonly Printed[], report: boolean): AlignedLine[] => {
    const keyOf = report ? ({ text }: Printed): string => text : key;
    const rows: AlignedLine[] = [];
    let [at, their] = [0, 0];
    const add = (own: Printed | undefined, other: Printed | undefined, same: boolean): void => {
      const { time, stream } = (own ?? other) as Printed;
      rows.push({ time, stream, typescript: own?.printed ?? null, python: other?.printed ?? null, same, report });
    };
    // What stands between two lines in common is paired as it comes, as far as it was printed on one stream at one time.
    const gap = (own: readonly Printed[], other: readonly Printed[]): void => {
      let next = 0;
      for (const line of own) {
        const fits = other[next]?.time === line.time && other[next]?.stream === line.stream;
        add(line, fits ? other[next++] : undefined, false);
      }
      for (const line of other.slice(next)) add(undefined, line, false);
    };
    let [from, theirFrom] = [0, 0];
    const close = (): void => {
      gap(ours.slice(from, at), theirs.slice(theirFrom, their));
    };
    for (const { mark } of lineDiff(ours.map(keyOf), theirs.map(keyOf))) {
      if (mark === '-') at++;
      else if (mark === '+') their++;
      else {
        close();
        add(ours[at++], theirs[their++], true);
        [from, theirFrom] = [at, their];
      }
    }
    close();
    return rows;
  };
  const byText = (reports: readonly Printed[]): Printed[] =>
    reports.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return [...pair(ours.lines, theirs.lines, false), ...pair(byText(ours.reports), byText(theirs.reports), true)];
}

function normaliseText(text: string): string {
  let result = text
    .replace(place, 'FILE:LINE')
    .replace(address, '0xADDR')
    .replace(recursion, 'maximum recursion depth exceeded');
  if (showsNames.test(result)) {
    result = result
      .replace(camelCase, snakeCase)
      .replace(quotedCamelCase, snakeCase)
      .replace(callbackPlace, '$1')
      .replace(callbackPrefix, '');
  }
  return result;
}

function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const tracebackHead = /^(\s*(?:[|+] ?)*\s*)(?:Exception Group )?Traceback \(most recent call last\):$/;
const context = /^\s*(?:\| )?During handling of the above exception, another exception occurred:$/;
const cause = /^\s*(?:\| )?The above exception was the direct cause of the following exception:$/;

/** A line that counts, and the number of the traceback (or chain of them) that it belongs to; 0 for none. */
type Kept = Line & { readonly traceback: number };

/**
 * Drops what stands between a traceback's header and its last line, all but the
 * last of a chain, and the source line under a warning. Works a stream at a time,
 * since the other stream's lines may fall between.
 */
function withoutFrames(lines: readonly Line[]): Kept[] {
  const keep = new Map<Line, number>();
  let tracebacks = 0;
  for (const stream of ['out', 'err'] as const) {
    const own = lines.filter((line) => line.stream === stream);
    let chainFrom = -1;
    for (let i = 0; i < own.length; i++) {
      const line = own[i] as Line;
      if (/: \w*Warning: /.test(line.text)) {
        keep.set(line, 0);
        if (/^ {2}\S/.test(own[i + 1]?.text ?? '')) i++;
        if (/: Enable tracemalloc /.test(own[i + 1]?.text ?? '')) i++;
        continue;
      }
      const head = tracebackHead.exec(line.text);
      if (!head) {
        keep.set(line, 0);
        continue;
      }
      const inGroup = /[|+]/.test(head[1] ?? '');
      const first = i;
      while (i + 1 < own.length && isFrame(own[i + 1]?.text ?? '', inGroup)) i++;
      const last = own[i + 1];
      if (chainFrom < 0) tracebacks++;
      keep.set(own[first] as Line, tracebacks);
      if (last) keep.set(last, tracebacks);
      i++;
      // Between the tracebacks of a chain stand a blank line, the sentence that joins them, and a blank line.
      if (chainFrom < 0) chainFrom = first;
      const joint = own[i + 2]?.text ?? '';
      if (context.test(joint)) {
        for (let j = chainFrom; j <= i; j++) keep.delete(own[j] as Line);
        i += 3;
      } else if (cause.test(joint)) {
        for (let j = i + 1; j <= i + 3; j++) keep.set(own[j] as Line, tracebacks);
        i += 3;
      } else chainFrom = -1;
    }
  }
  return lines.flatMap((line) => {
    const traceback = keep.get(line);
    return traceback === undefined ? [] : [{ ...line, traceback }];
  });
}

/** Frames are indented; in a group that begins behind the margin, which is drawn with `|`. */
function isFrame(text: string, inGroup: boolean): boolean {
  return (inGroup ? /^\s*\| {3,}\S/ : /^ {2,}\S/).test(text);
}

/** What is wrong between the two, as lines to print; empty when they agree. `moved`: only the places of reports differ. */
export interface Difference {
  readonly problems: readonly string[];
  readonly moved: boolean;
}

/** The version of CPython whose transcript a cell's has to agree with. */
export function twinVersion(cell: { readonly measured?: '3.11' }): string {
  return cell.measured ?? '3.14';
}

/** Compares the transcripts of a cell and its twin; without times, a stream at a time, where the twin ran on a real clock. */
export function compareTwin(
  cell: { readonly measured?: '3.11' },
  python: Transcript,
  typescript: Transcript,
): Difference {
  if (cell.measured === undefined) return compare(python, typescript);
  return compare(withoutTimes(python), withoutTimes(typescript));
}

/** Whether the transcripts of a cell and its twin are the same letter by letter, so that nothing had to be normalised. */
export function sameLines(cell: { readonly measured?: '3.11' }, python: Transcript, typescript: Transcript): boolean {
  const plain = ({ lines }: Transcript) =>
    JSON.stringify(lines.map(({ stream, time, text }) => [stream, text, cell.measured === undefined ? time : 0]));
  return plain(python) === plain(typescript);
}

/** Such a recording has stdout first, then stderr: threads do not promise when a report comes. */
function withoutTimes(transcript: Transcript): Transcript {
  const of = (stream: Stream): Line[] => transcript.lines.filter((line) => line.stream === stream);
  return { ...transcript, lines: [...of('out'), ...of('err')].map((line) => ({ ...line, time: 0 })) };
}

/** Compares CPython's transcript with ours. */
export function compare(python: Transcript, typescript: Transcript): Difference {
  const theirs = normalise(python);
  const ours = normalise(typescript);
  const problems: string[] = [];
  const shown = (line: ComparableLine | undefined) =>
    line ? `${line.stream === 'err' ? '!' : ' '} ${line.time} ${line.text}` : '(nothing)';
  const count = Math.max(theirs.lines.length, ours.lines.length);
  for (let i = 0; i < count; i++) {
    const [expected, actual] = [shown(theirs.lines[i]), shown(ours.lines[i])];
    if (expected === actual) continue;
    problems.push(`first different line is ${i + 1}:`);
    for (let j = Math.max(0, i - 3); j < i; j++) problems.push(`      ${shown(ours.lines[j])}`);
    for (let j = i; j < Math.min(count, i + 4); j++) {
      const [e, a] = [shown(theirs.lines[j]), shown(ours.lines[j])];
      if (e === a) problems.push(`      ${a}`);
      else problems.push(`    - ${e}`, `    + ${a}`);
    }
    break;
  }
  const unmatched = ours.reports.map((report) => report.text);
  for (const { text } of theirs.reports) {
    const at = unmatched.indexOf(text);
    if (at >= 0) unmatched.splice(at, 1);
    else problems.push(`a report of CPython's is missing:`, ...text.split('\n').map((line) => `    - ${line}`));
  }
  for (const text of unmatched)
    problems.push(`a report that CPython does not make:`, ...text.split('\n').map((line) => `    + ${line}`));
  if (theirs.exception !== ours.exception)
    problems.push(`uncaught exception: CPython ${theirs.exception}, here ${ours.exception}`);
  if (theirs.status !== ours.status) problems.push(`exit status: CPython ${theirs.status}, here ${ours.status}`);
  const places = (side: Comparable) => side.reports.map((report) => `${report.before} ${report.text}`).join('\n');
  return { problems, moved: problems.length === 0 && places(theirs) !== places(ours) };
}

/**
 * A transcript as a text file that people read and diff:
 *
 *     0 started
 *     ! 1.5 a line on stderr, at 1.5 s of the loop's clock
 *     = status 1, ValueError: no
 *
 * Each line is `TIME TEXT`, with `! ` before it when it was printed on stderr. The last line says how the program
 * ended. A text without characters leaves the time alone on its line.
 */
import type { Line, Transcript } from './transcript.ts';

/** @throws {Error} if lines were left out of the transcript: such output is not worth recording */
export function printTranscript({ lines, hidden, exception, status }: Transcript): string {
  if (hidden > 0) throw new Error(`it printed ${hidden} lines too many to be recorded`);
  const printed = lines.map(
    ({ stream, time, text }) => `${stream === 'err' ? '! ' : ''}${time}${text === '' ? '' : ` ${text}`}`,
  );
  const end = exception === null ? '' : `, ${exception.type}${exception.message && `: ${exception.message}`}`;
  // A message of several lines ends the file: whatever follows `= status` belongs to it.
  return `${[...printed, `= status ${status}${end}`].join('\n')}\n`;
}

/**
 * Reads what `printTranscript()` wrote.
 *
 * @param file how messages call the file
 * @throws {Error} naming file and line if it is not such a text
 */
export function readTranscript(text: string, file: string): Transcript {
  const end = /^= status (\d+)(?:, ([\w.]+)(?:: ([\s\S]*))?)?\n$/m.exec(text);
  if (end === null) throw new Error(`${file} does not end in a line "= status N"; record it again`);
  const [, status = '', type, message = ''] = end;
  const lines = text
    .slice(0, end.index)
    .split('\n')
    .slice(0, -1)
    .map((line, index): Line => {
      const parts = /^(! )?(\d[\d.e+-]*)(?: (.*))?$/.exec(line);
      if (parts === null) throw new Error(`${file}:${index + 1}: is not "TIME TEXT" or "! TIME TEXT": ${line}`);
      return { stream: parts[1] === undefined ? 'out' : 'err', time: Number(parts[2]), text: parts[3] ?? '' };
    });
  return {
    lines,
    hidden: 0,
    hiddenAt: 0,
    exception: type === undefined ? null : { type, message },
    status: Number(status),
  };
}

/** Twins on a real CPython with real threads and processes: only for recording, and only the version that is asked for. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Line, Transcript, Uncaught } from '../../model/transcript.ts';
import type { PythonProgram } from './host.ts';

/** Milliseconds that a program may take. */
const PATIENCE = 60_000;

/**
 * Runs a program as `python3 NAME.py`. What it printed comes first on stdout,
 * then on stderr, all at time 0: in real time no two runs agree on more.
 *
 * @throws {Error} if python3 is another version, or the program does not end
 */
export function runNative(program: PythonProgram, version: string): Transcript {
  const folder = mkdtempSync(join(tmpdir(), 'twin-'));
  try {
    for (const [name, source] of Object.entries({ ...program.modules, [program.name]: program.source })) {
      writeFileSync(join(folder, `${name}.py`), source);
    }
    const options = { cwd: folder, encoding: 'utf8', timeout: PATIENCE } as const;
    const found = spawnSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], options);
    if (found.stdout?.trim() !== version) {
      throw new Error(`python3 is ${found.stdout?.trim() || 'not there'}; ${program.name} has to run on ${version}`);
    }
    const { stdout, stderr, status, error } = spawnSync('python3', [`${program.name}.py`], options);
    if (error !== undefined) throw error;
    const shortened = (text: string): string =>
      text
        .replaceAll(`${folder}/`, '')
        .replace(/\/[\w./-]*\/lib\/python3\.\d+\//g, '')
        .replace(/\b0x[0-9a-f]{5,}\b/g, '0x…');
    const linesOf = (stream: Line['stream'], text: string): Line[] =>
      shortened(text)
        .split('\n')
        .slice(0, -1)
        .map((line) => ({ stream, time: 0, text: line }));
    const lines = [...linesOf('out', stdout), ...linesOf('err', stderr)];
    return { lines, hidden: 0, hiddenAt: 0, exception: status === 0 ? null : uncaught(lines), status: status ?? 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The last line of the last traceback. */
function uncaught(lines: readonly Line[]): Uncaught | null {
  const last = lines.findLast(({ stream, text }) => stream === 'err' && /^[\w.]+(?::|$)/.test(text))?.text;
  const [, type = '', message = ''] = /^([\w.]+)(?:: (.*))?$/s.exec(last ?? '') ?? [];
  return type === '' ? null : { type, message };
}

/**
 * Runs a compiled program in a process of its own, for the command line. A
 * thread is not enough: V8 ends the whole process where a heap is full and one
 * more allocation cannot fail, as when a large Map grows.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Ending, RunOptions } from '../languages/language.ts';
import type { Compiled } from '../languages/typescript/compile/types.ts';
import type { Stream } from '../model/transcript.ts';
import type { RealmScript } from './node-workers.ts';
import type { ProgramMessage, ProgramRequest } from './program-protocol.ts';
import { HEAP_FULL, OUT_OF_MEMORY, type Realm } from './start-realm.ts';

const SCRIPT = fileURLToPath(new URL('program-process.ts', import.meta.url));
/** Characters of what the engine has to say at its end that are kept. */
const MAX_SAID = 10_000;

/** Takes what a program prints, as it comes. */
export interface Reader {
  take(stream: Stream, text: string): void;
  /** Characters after which a program that prints more is stopped. */
  readonly most: number;
}

/** Runs a program, by the script of its realm, whose output goes to `reader`; without one, to this process's stdout and stderr. */
export function runInProcess(
  { text, code }: RealmScript,
  compiled: Compiled,
  options: RunOptions,
  reader?: Reader,
): Realm {
  const child = spawn(process.execPath, [SCRIPT], {
    stdio: ['ignore', reader === undefined ? 1 : 'pipe', 'pipe', reader === undefined ? 2 : 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const send = (request: ProgramRequest): void => {
    // One that has ended hears nothing, and its end is told.
    if (child.connected) child.send(request, () => {});
  };
  const ended = endingOf(child, reader);
  send({ t: 'run', script: { text, code: Uint8Array.from(code) }, compiled, options });
  return {
    ended,
    interrupt: () => send({ t: 'interrupt' }),
    kill: (signal) => send({ t: 'kill', signal }),
  };
}

function endingOf(child: ChildProcess, reader: Reader | undefined): Promise<Ending> {
  /** Processes that the program has started. If its own process crashes, they have to be killed from here. */
  const processes = new Set<number>();
  let ending: Ending | null = null;
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(0, MAX_SAID);
  });
  if (reader !== undefined) {
    let length = 0;
    const read = (stream: Stream, text: string): void => {
      if (length > reader.most) return;
      length += text.length;
      reader.take(stream, text);
      if (length <= reader.most) return;
      ending = { end: 'flood', status: 1, exception: null };
      child.kill('SIGKILL');
    };
    const [, out, , err] = child.stdio as readonly NodeJS.ReadableStream[];
    out?.setEncoding('utf8').on('data', (text: string) => read('out', text));
    err?.setEncoding('utf8').on('data', (text: string) => read('err', text));
  }
  child.on('message', (message: ProgramMessage) => {
    if (message.t === 'ended') ending ??= message.ending;
    else if (message.alive) processes.add(message.id);
    else processes.delete(message.id);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => {
      for (const id of processes) {
        try {
          process.kill(id, 'SIGKILL');
        } catch {
          // It has ended.
        }
      }
    });
    child.on('close', (status, signal) => resolve(ending ?? breakdown(status, signal, said)));
  });
}

/** The end of a program whose process could not tell. */
function breakdown(status: number | null, signal: NodeJS.Signals | null, said: string): Ending {
  const broken = { end: 'broken', exception: null } as const;
  if (/out of memory|Allocation failed/i.test(said)) return { ...broken, status: OUT_OF_MEMORY, why: HEAP_FULL };
  if (signal !== null && said === '') {
    const number = 128 + constants.signals[signal];
    return { end: 'killed', status: number, exception: null, why: `killed by ${signal}` };
  }
  const how = signal ?? `status ${status}`;
  return {
    ...broken,
    status: 1,
    why: `its process broke down with ${how}${said === '' ? '' : `:\n${said.trimEnd()}`}`,
  };
}

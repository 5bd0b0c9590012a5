/** A browser's process, started for the tests and ended with everything below it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATIENCE } from '../patience.ts';

export interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  /** A folder for the process alone, its home and its profile. */
  readonly folder: string;
  /** Resolves with the first match in what it prints. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  end(): Promise<void>;
}

/** Processes that were started and not ended; a test process that dies takes them along. */
const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) kill(child);
});
// By itself a signal ends a process without that.
process.once('SIGTERM', () => process.exit(143));

/** Its own process group, so that all it starts can be ended together. */
function kill(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/** `args` may use the folder made for the process. */
export function start(
  command: string,
  args: (folder: string) => readonly string[],
  env: Readonly<Record<string, string>> = {},
): Started {
  const folder = mkdtempSync(join(tmpdir(), 'awaitable-browser-'));
  const child = spawn(command, args(folder), {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder, ...env },
  });
  alive.add(child);
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      for (const listener of listeners) listener();
    });
  }
  let ended = false;
  const gone = new Promise<void>((done) => {
    child.once('error', (error) => {
      output += error.message;
    });
    child.once('close', () => {
      ended = true;
      alive.delete(child);
      for (const listener of listeners) listener();
      done();
    });
  });
  return {
    child,
    pid: child.pid ?? 0,
    folder,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => fail(`did not say within ${PATIENCE / 1000} seconds that it is ready`),
          PATIENCE,
        );
        const leave = (): void => {
          clearTimeout(timer);
          listeners.delete(look);
        };
        const fail = (why: string): void => {
          leave();
          reject(new Error(`${command} ${why}: ${output.trim().split('\n').slice(-3).join(' / ')}`));
        };
        const look = (): void => {
          const found = pattern.exec(output);
          if (found !== null) {
            leave();
            resolve(found);
          } else if (ended) fail('ended at once');
        };
        listeners.add(look);
        look();
      }),
    async end() {
      kill(child);
      await gone;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

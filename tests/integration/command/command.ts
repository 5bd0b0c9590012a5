/** Starts the project's commands as a person does: for tests of what they print, where, and how they end. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CELL = join(ROOT, 'src/site/commands/cell.ts');

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  /** Null if a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Runs a program; `during` sees the process while it runs. */
export function command(
  program: string,
  args: readonly string[],
  options: SpawnOptions,
  during?: (child: ChildProcess) => void,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, options);
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ stdout, stderr, status, signal }));
    during?.(child);
  });
}

/** A folder for a test file's programs, removed after its tests, and `cell` run in it. */
export class CellFolder {
  readonly path: string = mkdtempSync(join(tmpdir(), 'cell-'));

  constructor() {
    after(() => rmSync(this.path, { recursive: true, force: true }));
  }

  /** Writes a file and returns its name. */
  file(name: string, content: string | Uint8Array): string {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), content);
    return name;
  }

  /** `cell ARGS`. */
  cell(args: readonly string[], during?: (child: ChildProcess) => void, options: SpawnOptions = {}): Promise<Finished> {
    return command(process.execPath, [CELL, ...args], { cwd: this.path, ...options }, during);
  }

  /** `cell ARGS` behind shell commands, for limits and redirections. */
  cellInShell(before: string, args: readonly string[], after = ''): Promise<Finished> {
    const quoted = [process.execPath, CELL, ...args].map((word) => `'${word}'`).join(' ');
    return command('sh', ['-c', `${before} ${quoted} ${after}`], { cwd: this.path });
  }
}

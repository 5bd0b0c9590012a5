/**
 * Finds a Chromium for the tests, and gets one where there is none: the
 * installed one, else Playwright's own, else that of the system's packages.
 */

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type LaunchOptions } from 'playwright';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Path of an executable Chromium or Chrome. The CHROMIUM environment variable comes first.
 *
 * @throws {Error} saying what was tried, if none is to be had
 */
export function findBrowser(): string {
  const found = installed() ?? downloaded();
  if (found !== null) return found;
  const tried: string[] = [];
  const attempt = (what: string, command: string, args: readonly string[]): string | null => {
    try {
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 600_000 });
    } catch (error) {
      tried.push(`${what}: ${firstLine((error as { stderr?: Buffer }).stderr?.toString() || String(error))}`);
    }
    return installed() ?? downloaded();
  };
  const cli = fileURLToPath(import.meta.resolve('playwright/cli.js'));
  const isRoot = process.getuid?.() === 0;
  const got =
    attempt('Playwright', process.execPath, [cli, 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium']) ??
    attempt('Playwright without system packages', process.execPath, [cli, 'install', 'chromium']) ??
    (isRoot ? attempt('apt-get update', 'apt-get', ['update']) : null) ??
    (isRoot ? attempt('apt-get install', 'apt-get', ['install', '-y', '--no-install-recommends', 'chromium']) : null);
  if (got !== null) return got;
  throw new Error(
    `No Chromium or Chrome found; install one, or set CHROMIUM to its path. Tried:\n  ${tried.join('\n  ')}`,
  );
}

/** Launches the browser that `findBrowser()` finds. Root needs Chromium without its own sandbox. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const args = [...(options.args ?? []), ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return chromium.launch({ ...options, executablePath: findBrowser(), args });
}

function installed(): string | null {
  const given = process.env['CHROMIUM'];
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM is set to ${given}, which does not exist`);
    return given;
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...PLACES];
  return candidates.find((path) => existsSync(path)) ?? null;
}

function downloaded(): string | null {
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? path : null;
}

function firstLine(text: string): string {
  return text.trim().split('\n').at(0) ?? '';
}

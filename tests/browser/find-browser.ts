/**
 * Finds the browsers that the tests run in, and gets those that are not there:
 * Chromium from Playwright or the system's packages, Firefox and WebKitGTK from
 * the system's packages (those of Debian and what descends from it, as root).
 */

import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type LaunchOptions } from 'playwright';

/** Chromium without its own windows, where it is installed: most of what tests need, for two thirds of the processor time. */
const HEADLESS_SHELL = ['chromium-headless-shell', 'chrome-headless-shell'];
const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const CHROMIUM_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const FIREFOX = ['firefox-esr', 'firefox'];
const FIREFOX_PLACES = ['/Applications/Firefox.app/Contents/MacOS/firefox'];
const MINIBROWSERS = ['/usr/lib/*/webkit2gtk-4.*/MiniBrowser', '/usr/lib{exec,64}/webkit2gtk-4.*/MiniBrowser'];

const isRoot = process.getuid?.() === 0;

/**
 * Path of an executable Chromium or Chrome. The CHROMIUM environment variable comes first.
 *
 * @throws {Error} saying what was tried, if none is to be had
 */
export function findBrowser(): string {
  // Not among what the package exports, but its command.
  const cli = fileURLToPath(new URL('cli.js', import.meta.resolve('playwright/package.json')));
  return find(
    'Chromium or Chrome',
    'CHROMIUM',
    () => executable('CHROMIUM', CHROMIUM, CHROMIUM_PLACES) ?? downloaded(),
    [
      ['Playwright', process.execPath, [cli, 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium']],
      ['Playwright without system packages', process.execPath, [cli, 'install', 'chromium']],
      ...packages('chromium'),
    ],
  );
}

/** Features that cost a test processor time, or make requests of the browser's own. */
const WITHOUT = [
  // Two pages in each window, for the list below the address bar: a fifth of what a short visit takes.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // Of these lists the browser takes the last one. Playwright's own has these, too.
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/**
 * Launches a browser for pages that live as long as a test: `findBrowser()`'s, or a headless shell if one is installed.
 *
 * V8 compiles WebAssembly once, quickly, and does not improve on it: in so short a life that would take more processor
 * time than all else.
 */
export async function launchTestBrowser(): Promise<Browser> {
  const shell = process.env['CHROMIUM'] ? null : executable(null, HEADLESS_SHELL, []);
  return launchBrowser({
    ...(shell === null ? {} : { executablePath: shell }),
    args: ['--js-flags=--liftoff-only', `--disable-features=${WITHOUT.join(',')}`],
  });
}

/** Launches the browser that `findBrowser()` finds, unless the options name one. Root needs Chromium without its own sandbox. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const args = [...(options.args ?? []), ...(isRoot ? ['--no-sandbox'] : [])];
  return chromium.launch({ ...options, executablePath: options.executablePath ?? findBrowser(), args });
}

/**
 * Path of an executable Firefox as Mozilla or a distribution ships it. The FIREFOX environment variable comes first.
 *
 * @throws {Error} saying what was tried, if none is to be had
 */
export function findFirefox(): string {
  return find(
    'Firefox',
    'FIREFOX',
    () => executable('FIREFOX', FIREFOX, FIREFOX_PLACES),
    packages('firefox-esr', 'firefox'),
  );
}

/** What it takes to drive WebKitGTK: paths of the driver, of a browser, and of a display without a screen. */
export interface WebKit {
  readonly driver: string;
  readonly browser: string;
  readonly display: string;
}

/**
 * WebKitGTK's driver with the small browser that comes with it. The WEBKIT_DRIVER environment variable names another driver.
 *
 * @throws {Error} saying what was tried, if it is not to be had
 */
export function findWebKit(): WebKit {
  const installed = (): WebKit | null => {
    const driver = executable('WEBKIT_DRIVER', ['WebKitWebDriver'], []);
    const browser = executable(
      null,
      ['MiniBrowser'],
      MINIBROWSERS.flatMap((place) => globSync(place)),
    );
    const display = executable(null, ['Xvfb'], []);
    return driver === null || browser === null || display === null ? null : { driver, browser, display };
  };
  return find('WebKitGTK', 'WEBKIT_DRIVER', installed, packages('webkit2gtk-driver xvfb'));
}

/** A name, a command and its arguments: a way to get what is missing. */
type Way = readonly [string, string, readonly string[]];

/** What may install one of these, each a list of packages, on a Debian. */
function packages(...lists: readonly string[]): readonly Way[] {
  if (!isRoot || executable(null, ['apt-get'], []) === null) return [];
  const install = ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends'];
  return [
    ['apt-get update', 'apt-get', ['-o', 'DPkg::Lock::Timeout=300', 'update']],
    ...lists.map((list): Way => [`apt-get install ${list}`, 'apt-get', [...install, ...list.split(' ')]]),
  ];
}

function find<T>(what: string, variable: string, installed: () => T | null, ways: readonly Way[]): T {
  let found = installed();
  const tried: string[] = [];
  for (const [name, command, args] of ways) {
    if (found !== null) break;
    try {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 600_000, env });
    } catch (error) {
      tried.push(`${name}: ${firstLine((error as { stderr?: Buffer }).stderr?.toString() || String(error))}`);
    }
    found = installed();
  }
  if (found !== null) return found;
  throw new Error(
    `No ${what} found; install it, or set ${variable} to its path.${tried.length > 0 ? ` Tried:\n  ${tried.join('\n  ')}` : ''}`,
  );
}

function executable(variable: string | null, names: readonly string[], places: readonly string[]): string | null {
  const given = variable === null ? undefined : process.env[variable];
  if (given) {
    if (!existsSync(given)) throw new Error(`${variable} is set to ${given}, which does not exist`);
    return given;
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places];
  return candidates.find((path) => existsSync(path)) ?? null;
}

function downloaded(): string | null {
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? path : null;
}

function firstLine(text: string): string {
  return text.trim().split('\n').at(0) ?? '';
}

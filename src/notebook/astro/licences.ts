/**
 * Writes `<base>licences.txt`: each package of which the site carries something to its readers, with version and licence.
 *
 * They are the packages whose modules the bundler has put into scripts, workers and styles, and those whose files the
 * build copies. `astro dev` has no such file. `licences/` has the texts that packages are published without.
 */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { AstroIntegration } from 'astro';
import type { Plugin } from 'vite';

/** Of these the build copies files: run-files.ts, and Starlight for its search. */
const COPIED = ['esbuild-wasm', 'typescript', 'pagefind'];
/** What the bundler writes itself into scripts, by the first word of such a module's id. */
const HELPERS = /^\0(vite|rolldown)\//;
/** In what is bundled to make the HTML: what goes to readers as a file. */
const FILES = /\.(css|woff2|svg)(\?|$)|[?&]lang\.css$/;
const LICENCE = /^(licen[cs]e|copying|notice|thirdpartynotice)/i;

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly repository: string;
  readonly text: string | null;
}

/**
 * @param root directory of the project
 * @param others packages whose files the site copies beyond what every site with cells does
 */
export function licences(root: URL, others: readonly string[] = []): AstroIntegration {
  const folders = new Set<string>();
  return {
    name: 'notebook-licences',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        if (command !== 'build') return;
        for (const name of [...COPIED, ...others]) folders.add(installed(name));
        updateConfig({ vite: { plugins: [collect(folders)], worker: { plugins: () => [collect(folders)] } } });
      },
      'astro:build:done': async ({ dir, logger }) => {
        const own = readFileSync(new URL('LICENSE', root), 'utf8');
        const packages = [...folders].map(readPackage);
        await writeFile(new URL('licences.txt', dir), licencesText(own, packages));
        logger.info(`${packages.length} packages in licences.txt`);
      },
    },
  };
}

function collect(folders: Set<string>): Plugin {
  const add = (id: string): void => {
    const helper = HELPERS.exec(id)?.[1];
    const folder = helper === undefined ? folderOf(id) : installed(helper);
    if (folder !== null) folders.add(folder);
  };
  return {
    name: 'notebook-licences',
    generateBundle(_options, bundle): void {
      if (this.environment.name === 'client') {
        for (const output of Object.values(bundle)) {
          if (output.type !== 'chunk') continue;
          for (const [id, { renderedLength }] of Object.entries(output.modules)) if (renderedLength > 0) add(id);
        }
      }
      for (const id of this.getModuleIds()) if (FILES.test(id)) add(id);
    },
  };
}

function installed(name: string): string {
  const manifest = findPackageJSON(name, import.meta.url);
  if (manifest === undefined) throw new Error(`licences.txt: ${name} is not installed; run npm ci`);
  return dirname(manifest);
}

/** The folder of the package that a module belongs to; null for one of the project's own. */
function folderOf(id: string): string | null {
  const path = id.replace(/^\0/, '').replace(/\?.*$/s, '');
  if (!/[\\/]node_modules[\\/]/.test(path)) return null;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    // Some packages have further ones inside, which only say how modules are to be read.
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version !== undefined) return folder;
  }
  return null;
}

function readPackage(folder: string): Package {
  const { name, version, license, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const address: string = (typeof repository === 'string' ? repository : repository?.url) ?? '';
  return {
    name,
    version,
    license: license ?? 'unknown',
    repository: address.replace(/^git\+|\.git$/g, ''),
    text: licenceOf(folder),
  };
}

function licenceOf(folder: string): string | null {
  const own = new URL(`./licences/${basename(folder)}.txt`, import.meta.url);
  if (existsSync(own)) return readFileSync(own, 'utf8').trim();
  const files = readdirSync(folder)
    .filter((name) => LICENCE.test(name))
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) =>
      statSync(path).isDirectory()
        ? readdirSync(path)
            .sort()
            .map((name) => join(path, name))
        : [path],
    );
  if (files.length === 0) return null;
  return files.map((file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n');
}

/**
 * What the file says.
 *
 * @param own the licence of this project
 * @throws {Error} that names a package which comes without a licence's text
 */
export function licencesText(own: string, packages: readonly Package[]): string {
  const sorted = packages.toSorted((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
  const sections = sorted.map(({ name, version, license, repository, text }) => {
    // Parts of one project that are published by themselves may leave its licence behind.
    const found = text ?? sorted.find((other) => other.text !== null && other.repository === repository)?.text;
    if (!found) throw new Error(`licences.txt: ${name} ${version} (${license}) comes without the text of its licence`);
    return `${'='.repeat(80)}\n${name} ${version}\nLicence: ${license}\n\n${found}\n`;
  });
  return [`Awaitable\n\n${own.trim()}\n\nIt carries files of these packages.\n`, ...sections].join('\n');
}

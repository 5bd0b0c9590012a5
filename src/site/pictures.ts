/**
 * Pictures that are made with the site: a card for each page, which other sites show beside a link to it, and the icon
 * for home screens. What stands on a card is the page's own: title, opening question, what it proves.
 */

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import type { AstroIntegration } from 'astro';
import sharp from 'sharp';
import type { Page } from '../notebook/model/cell.ts';
import { CARD, cardPath } from './card.ts';
import { siteContent } from './content.ts';
import { entries, groupOf } from './outline.ts';

const require = createRequire(import.meta.url);
const MARGIN = 88;

/** Colours of styles/tokens.css, in its light theme. */
const PAPER = '#fcfbf9';
const INK = '#15191c';
const FAINT = '#56636a';
const ACCENT = '#0f6b80';
const HOLDS = '#14743f';

/** @param root directory of the project */
export function pictures(root: URL): AstroIntegration {
  return {
    name: 'awaitable-pictures',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const began = performance.now();
        const logo = await readFile(new URL('src/site/static/favicon.svg', root));
        await writeFile(new URL('apple-touch-icon.png', dir), await icon(logo, 180));
        const { readPage } = siteContent(fileURLToPath(root));
        const pages = ['index', ...entries.map(({ slug }) => slug)];
        await withFonts(async (fonts) => {
          for (const slug of pages) {
            const file = new URL(cardPath(slug), dir);
            await mkdir(dirname(fileURLToPath(file)), { recursive: true });
            await writeFile(file, await card(readPage(`content/${slug}.mdx`), logo, fonts));
          }
        });
        logger.info(`${pages.length} cards in ${((performance.now() - began) / 1000).toFixed(1)} s`);
      },
    },
  };
}

function icon(logo: Uint8Array, size: number): Promise<Buffer> {
  return sharp(logo, { density: (72 * size) / 32 })
    .resize(size, size)
    .png({ palette: true })
    .toBuffer();
}

/** Fonts by weight, as files of the kind that the picture library reads. */
type Fonts = Readonly<Record<400 | 600, string>>;

async function withFonts(use: (fonts: Fonts) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'awaitable-fonts-'));
  const unpack = async (weight: number): Promise<string> => {
    const woff = require.resolve(`@fontsource/source-serif-4/files/source-serif-4-latin-${weight}-normal.woff`);
    const file = join(folder, `${weight}.otf`);
    await writeFile(file, unpackWoff(await readFile(woff)));
    return file;
  };
  try {
    await use({ 400: await unpack(400), 600: await unpack(600) });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function card(page: Page, logo: Uint8Array, fonts: Fonts): Promise<Buffer> {
  const width = CARD.width - 2 * MARGIN;
  const text = async (says: string, size: number, weight: 400 | 600, color: string): Promise<Drawn> => {
    const { data, info } = await sharp({
      text: {
        text: `<span foreground="${color}">${escaped(says)}</span>`,
        font: `Source Serif 4${weight === 600 ? ' SemiBold' : ''}, ${size}`,
        fontfile: fonts[weight],
        width,
        spacing: Math.round(size * 0.3),
        rgba: true,
      },
    })
      .png()
      .toBuffer({ resolveWithObject: true });
    return { input: data, height: info.height };
  };
  const layers: { input: Buffer; left: number; top: number }[] = [];
  const put = ({ input }: Drawn, top: number, left = MARGIN): void => {
    layers.push({ input, left, top: Math.round(top) });
  };

  put({ input: await icon(logo, 64), height: 64 }, 72);
  const name = ['Awaitable', groupOf(page.path)].filter((part) => part !== null).join(' · ');
  put(await text(name, 30, 600, ACCENT), 90, MARGIN + 64 + 22);

  const title = await text(page.title, page.title.length > 24 ? 66 : 80, 600, INK);
  put(title, 190);
  const says = page.opening.replaceAll('`', '').replaceAll('**', '');
  put(await text(says, says.length > 140 ? 31 : 38, 400, FAINT), 190 + title.height + 52);

  const sentences = page.cells.reduce((sum, { expectations }) => sum + expectations.length, 0);
  if (sentences > 0) {
    const programs = page.cells.length === 1 ? 'One program' : `${page.cells.length} programs`;
    put(await text(`${programs}, ${sentences} sentences checked against the output`, 28, 400, HOLDS), CARD.height - 92);
  }

  return sharp({ create: { ...CARD, channels: 3, background: PAPER } })
    .composite([{ input: await bar(), left: 0, top: 0 }, ...layers])
    .png({ palette: true, colours: 64 })
    .toBuffer();
}

interface Drawn {
  readonly input: Buffer;
  readonly height: number;
}

function bar(): Promise<Buffer> {
  return sharp({ create: { width: 18, height: CARD.height, channels: 3, background: ACCENT } })
    .png()
    .toBuffer();
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A WOFF file's font, which is a directory of tables, each compressed. */
function unpackWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const rounded = Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + 16 * count);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(16 << rounded, 6);
  head.writeUInt16BE(rounded, 8);
  head.writeUInt16BE(16 * (count - (1 << rounded)), 10);
  const parts: Buffer[] = [head];
  let end = head.length;
  for (let index = 0; index < count; index++) {
    const entry = woff.subarray(44 + 20 * index, 64 + 20 * index);
    const [offset, packed, length, checksum] = [4, 8, 12, 16].map((at) => entry.readUInt32BE(at)) as [
      number,
      number,
      number,
      number,
    ];
    const data = woff.subarray(offset, offset + packed);
    const table = packed < length ? inflateSync(data) : data;
    const at = 12 + 16 * index;
    entry.copy(head, at, 0, 4);
    head.writeUInt32BE(checksum, at + 4);
    head.writeUInt32BE(end, at + 8);
    head.writeUInt32BE(length, at + 12);
    const padding = Buffer.alloc(-length & 3);
    parts.push(table, padding);
    end += length + padding.length;
  }
  return Buffer.concat(parts);
}

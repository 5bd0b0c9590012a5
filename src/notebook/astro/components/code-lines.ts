/** Code of a cell as highlighted HTML, cut into stretches so that setup can be folded. Build time only. */

import { type BundledLanguage, createHighlighter, type Highlighter, type ThemedToken } from 'shiki';
import { stretches } from '../../model/regions.ts';
import { codeTheme } from '../code-theme.ts';

export interface Piece {
  /** Name of the folded region; null for what stands open. */
  readonly region: string | null;
  readonly lines: number;
  /** One `<span class="line">` a line; safe HTML. */
  readonly html: string;
  /** 1-based number of the first line in the whole source. */
  readonly first: number;
}

let highlighter: Promise<Highlighter> | undefined;

export async function highlightPieces(source: string, language: string): Promise<Piece[]> {
  highlighter ??= createHighlighter({ themes: [codeTheme], langs: ['typescript'] });
  await (await highlighter).loadLanguage(language as BundledLanguage);
  const { tokens } = (await highlighter).codeToTokens(source, {
    lang: language as BundledLanguage,
    theme: codeTheme,
    // Without a limit: on a busy machine the same line would come out in other colours.
    tokenizeTimeLimit: 0,
  });
  return stretches(source.split('\n')).map(({ region, from, to }) => {
    // The summary stands for the line that opens the region.
    const start = region === undefined ? from : from + 1;
    return {
      region: region ?? null,
      lines: to - from,
      html: tokens
        .slice(start, to)
        .map((line) => `<span class="line">${line.map(tokenHtml).join('')}</span>`)
        .join('\n'),
      first: start + 1,
    };
  });
}

function tokenHtml({ content, color }: ThemedToken): string {
  const text = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const name = /^var\(--code-(?:token-)?(.+)\)$/.exec(color ?? '')?.[1];
  if (name === undefined || name === 'foreground') return text;
  return `<span class="c-${name}">${text}</span>`;
}

/** Code of a cell as highlighted HTML, cut into stretches so that setup can be folded. Build time only. */

import { createHighlighter, type Highlighter, type ThemedToken } from 'shiki';
import { stretches } from '../cells/regions.ts';
import { codeTheme } from '../site/code-theme.ts';

export type Language = 'typescript' | 'python';

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

export async function highlightPieces(source: string, language: Language): Promise<Piece[]> {
  highlighter ??= createHighlighter({ themes: [codeTheme], langs: ['typescript', 'python'] });
  const { tokens } = (await highlighter).codeToTokens(source, { lang: language, theme: 'awaitable' });
  return stretches(source.split('\n')).map(({ region, from, to }) => {
    const shown = tokens.slice(from, to);
    return {
      region: region ?? null,
      lines: to - from,
      html: shown.map((line) => `<span class="line">${line.map(tokenHtml).join('')}</span>`).join('\n'),
      first: from + 1,
    };
  });
}

function tokenHtml({ content, color, fontStyle }: ThemedToken): string {
  const text = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const name = /^var\(--code-(?:token-)?(.+)\)$/.exec(color ?? '')?.[1];
  // 1 is italic in Shiki's bit set.
  const italic = fontStyle !== undefined && fontStyle > 0 && (fontStyle & 1) === 1;
  if (name === undefined || name === 'foreground') return italic ? `<i>${text}</i>` : text;
  return `<span class="c-${name}">${text}</span>`;
}

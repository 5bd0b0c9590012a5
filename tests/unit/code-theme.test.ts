import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import { codeToHtml } from 'shiki';
import { codeTheme, withoutTimeLimit } from '../../src/notebook/astro/code-theme.ts';
import { highlightPieces } from '../../src/notebook/astro/components/code-lines.ts';

const LINE = "const greeting = await asyncio.gather(fetch('a'), new Promise(() => 1)); // all of them";

/** A machine so busy that a second goes by from each look at the clock to the next. */
function busy(): void {
  let now = 0;
  mock.method(Date, 'now', () => {
    now += 1000;
    return now;
  });
}

describe('colours of code on a busy machine', () => {
  afterEach(() => mock.restoreAll());

  const fence = (transformers = [withoutTimeLimit]) =>
    codeToHtml(LINE, { lang: 'typescript', theme: codeTheme, transformers });

  it('are the same in a fence, where Shiki by itself gives up', async () => {
    const quiet = await fence();
    busy();
    assert.notEqual(await fence([]), quiet);
    assert.equal(await fence(), quiet);
  });

  it('are the same in a cell', async () => {
    const quiet = await highlightPieces(LINE, 'typescript');
    busy();
    assert.deepEqual(await highlightPieces(LINE, 'typescript'), quiet);
  });
});

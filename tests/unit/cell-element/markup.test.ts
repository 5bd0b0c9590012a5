import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { h, toHtml } from '../../../src/notebook/element/views/markup.ts';
import { outputLines, sentence } from '../../../src/notebook/element/views/output-lines.ts';
import { evaluate } from '../../../src/notebook/model/expectations.ts';
import type { Line } from '../../../src/notebook/model/transcript.ts';

describe('markup', () => {
  it('is HTML in which text stays text', () => {
    const tag = h(
      'a',
      { href: '"x" & <y>', title: '', hidden: true, id: undefined, open: false, tabindex: 0 },
      'a < b & "c"',
    );
    assert.equal(
      toHtml([tag, ' <i>']),
      '<a href="&quot;x&quot; &amp; &lt;y>" title hidden tabindex="0">a &lt; b &amp; "c"</a> &lt;i>',
    );
  });

  it('has the code of a sentence in elements', () => {
    assert.equal(toHtml(sentence('It calls `f<T>()` "twice".')), 'It calls <code>f&lt;T>()</code> “twice”.');
  });
});

describe('the lines of an output', () => {
  const line = (text: string, time = 0, stream: 'out' | 'err' = 'out'): Line => ({ stream, time, text });
  const draw = (lines: Line[], hidden = 0, hiddenAt = 0): string => {
    const transcript = { lines, hidden, hiddenAt, exception: null, status: 0 };
    const verdicts = [evaluate({ shows: 'a' }, transcript)];
    return toHtml(outputLines(transcript, verdicts, (file) => (file === 'cell.ts' ? 'cell' : undefined)));
  };

  it('say a time once, and what they prove', () => {
    assert.equal(
      draw([line('a', 0.5), line('\u001b', 0.5, 'err')]),
      '<li data-line data-stream="out" data-proves="0"><span data-part="time">0.5</span><span data-part="text">a</span></li>' +
        '<li data-line data-stream="err" data-again data-proves><span data-part="time">0.5</span><span data-part="text">\\x1b</span></li>',
    );
  });

  it('have a mark where lines are hidden, and say the time again behind it', () => {
    const html = draw([line('x'), line('y')], 3, 1);
    assert.match(html, /x<\/span><\/li><li data-hidden>… 3 more lines not shown …<\/li><li data-line/);
    assert.doesNotMatch(html, /data-again/);
  });

  it('lead from frames of tracebacks to cells of the page, and to nothing else', () => {
    const html = draw([line('  File "cell.ts", line 7, in main'), line('  File "other.ts", line 1')]);
    assert.match(
      html,
      /> {2}<a href="#cell-cell" data-action="goto" data-cell="cell" data-line="7"[^>]*>File "cell.ts", line 7<\/a>, in main</,
    );
    assert.match(html, /> {2}File "other.ts", line 1</);
  });

  it('are folded where they are an exception group', () => {
    const html = draw(
      [
        '  + Exception Group Traceback (most recent call last):',
        '  | ExceptionGroup: two (2 sub-exceptions)',
        '  +-+---------------- 1 ----------------',
        '    | ValueError: a',
        '    +---------------- 2 ----------------',
        '    | KeyError: b',
        '    +------------------------------------',
      ].map((text) => line(text, 1, 'err')),
    );
    const [, outermost = ''] = /^<li data-group="0" data-stream="err">(.*)<\/li>$/.exec(html) ?? assert.fail(html);
    assert.match(
      outermost,
      /^<span class="cell-fold-time">1<\/span><details open><summary data-within="0">ExceptionGroup: two/,
    );
    assert.match(outermost, /<summary data-within="0"><b>1<\/b> ValueError: a<\/summary>/);
    assert.match(outermost, /<summary data-within><b>2<\/b> KeyError: b<\/summary>/);
    assert.equal(outermost.match(/<li data-line/g)?.length, 7);
  });
});

/**
 * Lines of output and what is folded in them: written by the build for a recording, drawn in the page for a run.
 *
 *   <li data-line data-stream="err" data-proves="0 2">
 *   <li data-hidden>                            stands for lines that the limit left out
 *   <li data-group="0" data-stream="err">       an exception group, or a member of one
 *     <span class="cell-fold-time">0.5</span>   of an outermost group only, whose lines all came at that time
 *     <details open>
 *       <summary data-within="0 2">…</summary>  data-within: the expectations that lines inside prove
 *       <ol>                                    lines, and <li data-group> again
 */
import { type Fold, foldGroups } from '../../model/exception-groups.ts';
import { provenBy, type Verdict } from '../../model/expectations.ts';
import { formAttributes, formsIn } from '../../model/forms.ts';
import { frameOf } from '../../model/traceback.ts';
import type { Line, Transcript } from '../../model/transcript.ts';
import { formatTime, hiddenText, sentenceParts } from '../../model/wording.ts';
import { visible } from './display.ts';
import { h, type Markup, type Tag } from './markup.ts';

/** Which cell of the page a file is that a traceback names; undefined for other files. */
export type CellOf = (file: string) => string | undefined;

/** What an output is drawn from. */
export type Lines = Pick<Transcript, 'lines' | 'hidden' | 'hiddenAt'>;

/** All of an output, with its exception groups folded. */
export function outputLines(output: Lines, verdicts: readonly Verdict[], cellOf: CellOf): Markup[] {
  const { lines, hidden, hiddenAt } = output;
  const items = lines.map((line, index) => outputLine(line, before(output, index), cellOf, provenBy(verdicts, index)));
  return foldGroups(output).flatMap((shown): Markup[] => {
    const from = typeof shown === 'number' ? shown : shown.from;
    const item =
      typeof shown === 'number'
        ? (items[shown] as Tag)
        : outputFold(shown, output, items, (at) => provenBy(verdicts, at));
    return hidden > 0 && hiddenAt === from ? [hiddenLines(hidden), item] : [item];
  });
}

/** The line right before another one, unless lines between them are hidden: the gutter says a time once for both. */
export function before({ lines, hidden, hiddenAt }: Lines, index: number): Line | undefined {
  return hidden > 0 && hiddenAt === index ? undefined : lines[index - 1];
}

function isAgain(before: Line | undefined, time: number): boolean {
  return before !== undefined && formatTime(before.time) === formatTime(time);
}

export function outputLine(
  { stream, time, text, worker }: Line,
  before: Line | undefined,
  cellOf: CellOf,
  proves?: readonly number[],
): Tag {
  return h(
    'li',
    {
      'data-line': true,
      'data-stream': stream,
      'data-worker': worker === undefined ? undefined : visible(worker),
      'data-again': isAgain(before, time),
      'data-proves': proves?.join(' '),
    },
    h('span', { 'data-part': 'time' }, formatTime(time)),
    h('span', { 'data-part': 'text' }, ...lineText(text, cellOf)),
  );
}

export function hiddenLines(count: number): Tag {
  return h('li', { 'data-hidden': true }, hiddenText(count));
}

/** The text of a line; what names a line of one of the page's cells is a link that leads there. */
function lineText(text: string, cellOf: CellOf): Markup[] {
  const frame = frameOf(text);
  const cell = frame === null ? undefined : cellOf(frame.file);
  if (frame === null || cell === undefined) return [visible(text)];
  // No button, which would not break where its line does.
  const link = {
    href: `#cell-${cell}`,
    'data-action': 'goto',
    'data-cell': cell,
    'data-code': frame.file.endsWith('.py') ? 'python' : undefined,
    'data-line': frame.line,
    'data-column': 1,
    title: 'Show this line of the code',
  };
  return [frame.before, h('a', link, frame.place), visible(frame.after)];
}

/**
 * An exception group.
 *
 * @param items the lines of the output, described or drawn
 * @param proves which expectations a line proves
 */
export function outputFold(
  { from, to, depth, number, title, note, open, items: inside }: Fold,
  output: Lines,
  items: readonly Markup[],
  proves: (index: number) => readonly number[],
): Tag {
  const { stream, time } = output.lines[from] as Line;
  const proven = new Set<number>();
  for (let line = from; line < to; line++) for (const index of proves(line)) proven.add(index);
  const words: Markup[] = [
    ...(number === null ? [] : [h('b', {}, number), ' ']),
    visible(title),
    ...(note === null ? [] : [' ', h('i', {}, note)]),
  ];
  const again = isAgain(before(output, from), time);
  return h(
    'li',
    { 'data-group': depth, 'data-stream': stream },
    ...(depth === 0 ? [h('span', { class: 'cell-fold-time', 'data-again': again }, formatTime(time))] : []),
    h(
      'details',
      { open },
      h('summary', { 'data-within': [...proven].sort((a, b) => a - b).join(' ') }, ...words),
      h(
        'ol',
        {},
        ...inside.map((item) =>
          typeof item === 'number' ? (items[item] as Markup) : outputFold(item, output, items, proves),
        ),
      ),
    ),
  );
}

/** A sentence with `code` between backticks. */
export function sentence(text: string): Markup[] {
  return sentenceParts(text).flatMap((part): Markup[] => {
    if (!part.code) return [part.text];
    const forms = formsIn(part.text);
    if (forms.length === 1) return [h('code', {}, part.text)];
    return forms.map((form, at) => h('code', formAttributes(forms, at), form));
  });
}

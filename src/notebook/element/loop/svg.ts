/** Shapes as SVG. */
import { h, type Tag } from '../views/markup.ts';
import { HEAD_HEIGHT, LANE_HEIGHT, type Layout, laneY, MAX_NAME, nameOf, shortened } from './layout.ts';
import { circle, cross, type Shape, type Tone } from './shapes.ts';
import type { Story } from './story.ts';

/** The lanes. What it says is in the table of events, so it is not read out. */
export function lanesSvg(shapes: readonly Shape[], { width, height }: Layout): Tag {
  return h(
    'svg',
    { class: 'loop-lanes', viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true' },
    ...layers(shapes),
  );
}

/** One path for each tone: the browser, and the page, have less to carry. */
function layers(shapes: readonly Shape[]): Tag[] {
  const tags: Tag[] = [];
  for (let at = 0; at < shapes.length; ) {
    const { tone, text } = shapes[at] as Shape;
    let next = at;
    while (shapes[next]?.tone === tone) next++;
    const these = shapes.slice(at, next);
    const kind = { class: `loop-${tone}` };
    if (text === undefined) tags.push(h('path', { ...kind, d: these.map(({ path }) => path).join('') }));
    else
      tags.push(h('g', kind, ...these.map(({ text, from, y }) => h('text', { x: Math.round(from), y }, text ?? ''))));
    at = next;
  }
  return tags;
}

/** The names of the lanes, which stay in sight while the lanes scroll. */
export function namesSvg(story: Story, { namesWidth, height }: Layout): Tag {
  return h(
    'svg',
    { class: 'loop-names', viewBox: `0 0 ${namesWidth} ${height}`, width: namesWidth, height, 'aria-hidden': 'true' },
    h('text', { class: 'loop-head', x: 12, y: 14 }, 'iteration'),
    h('text', { class: 'loop-head', x: 12, y: 30 }, 'time'),
    ...story.lanes.flatMap((lane, index) => {
      const y = laneY(index);
      return [
        h('path', { class: 'loop-lane', d: `M0 ${HEAD_HEIGHT + index * LANE_HEIGHT}H${namesWidth}` }),
        h(
          'text',
          { class: 'loop-name', x: 12, y: lane.of === '' ? y + 4 : y - 3 },
          h('title', {}, lane.name),
          nameOf(lane),
        ),
        ...(lane.of === '' ? [] : [h('text', { class: 'loop-of', x: 12, y: y + 12 }, shortened(lane.of, MAX_NAME))]),
      ];
    }),
  );
}

/** What the forms stand for. */
export function legend({ lanes }: Story): Tag {
  const entries = lanes.some(({ kind }) => kind === 'worker') ? [...LEGEND, ...OF_WORKERS] : LEGEND;
  return h(
    'ul',
    { class: 'loop-legend', 'aria-hidden': 'true' },
    ...entries.map(([words, ...paths]) =>
      h(
        'li',
        {},
        h(
          'svg',
          { viewBox: '0 0 26 20', width: 26, height: 20 },
          ...paths.map(([tone, d]) => h('path', { class: `loop-${tone}`, d })),
        ),
        words,
      ),
    ),
  );
}

type Entry = readonly [words: string, ...paths: (readonly [tone: Tone, path: string])[]];

const LEGEND: readonly Entry[] = [
  ['ready', ['ready', 'M2 7H24M2 13H24']],
  ['running', ['running', 'M3 2H23V18H3Z']],
  ['suspended', ['suspended', 'M2 10H24']],
  ['cancelling', ['cancelling', 'M2 10L5 6L11 14L17 6L23 14']],
  ['done', ['done', `${circle(13, 10, 6)}M10 10l2.2 2.6l4 -5`]],
  ['failed', ['failed', `M7 4h12v12h-12Z${cross(13, 10, 3)}`]],
  ['cancelled', ['cancelled', `${circle(13, 10, 6)}M8.8 14.2l8.4 -8.4`]],
  ['never ends', ['abandoned', 'M7 4h12v12h-12Z']],
  ['creates', ['created', `M13 0V16M9 16${'a4 4 0 1 0 8 0a4 4 0 1 0 -8 0'}`]],
  ['wakes', ['woke', 'M13 0V10'], ['woke-head', 'M13 19L8 10H18Z']],
  ['asks to cancel', ['cancel', 'M13 0V10'], ['cancel-head', `M13 19L8 10H18Z${cross(13, 4, 4)}`]],
  ['raises', ['thrown', cross(13, 10, 3)]],
  ['prints', ['output', 'M10 8h6v4h-6Z']],
];

const OF_WORKERS: readonly Entry[] = [
  ['submits a call', ['submitted', 'M13 5l5 5l-5 5l-5 -5Z']],
  ['goes to a worker', ['handed', 'M13 0V19m-5 -7l5 7l5 -7']],
  ['runs in a worker', ['job', 'M9 2h8a8 8 0 0 1 0 16h-8a8 8 0 0 1 0 -16']],
];

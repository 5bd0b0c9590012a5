/**
 * Where everything in the picture of a run stands. Time goes from left to right, one place for each event, because
 * dozens of them share one moment of the clock; each task has a lane of its own. Distances are CSS pixels.
 */
import type { Job, Lane, Span, Story } from './story.ts';

export const LANE_HEIGHT = 44;
/** The rows above the lanes: numbers of the iterations, and the clock's time. */
export const HEAD_HEIGHT = 44;
export const BOX_HEIGHT = 20;
/** Between two events of one step. */
const EVENT_GAP = 11;
/** Before the first event of a step, and of an iteration. */
const STEP_GAP = 16;
const ITERATION_GAP = 26;
const EDGE = 14;
/** A box is wider than the events in it by this much on each side. */
export const BOX_PADDING = 6;
const CHARACTER = 6.4;
const MAX_LABEL = 20;
export const MAX_NAME = 14;
const LABEL_PADDING = 14;

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** For each event, where it stands. Each is to the right of the one before. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly namesWidth: number;
}

export function layout(story: Story): Layout {
  const count = story.laneOf.length;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const starts = gaps(story);
  const needs = needed(story);
  let at = EDGE - EVENT_GAP;
  for (let event = 0; event < count; event++) {
    at += starts.get(event) ?? EVENT_GAP;
    // What a task waits for is written on its lane, so that stretch has to be long enough.
    for (const { from, width } of needs.get(event) ?? []) at = Math.max(at, (x[from] ?? 0) + width);
    at = Math.ceil(at);
    x[event] = at;
    y[event] = laneY(story.laneOf[event] ?? -1);
  }
  let width = at + EDGE;
  // Stretches that go on to the end of the picture.
  for (const { from, width: needed } of needs.get(count) ?? []) width = Math.max(width, (x[from] ?? 0) + needed);
  return {
    width: Math.ceil(width),
    height: HEAD_HEIGHT + story.lanes.length * LANE_HEIGHT,
    x,
    y,
    namesWidth: Math.ceil(
      Math.max(
        60,
        ...story.lanes.map((lane) => Math.max(nameOf(lane).length * 7.4, shortened(lane.of, MAX_NAME).length * 6) + 22),
      ),
    ),
  };
}

/** The middle of a lane; that of the head for what concerns no lane. */
export function laneY(lane: number): number {
  return lane < 0 ? HEAD_HEIGHT - 9 : HEAD_HEIGHT + lane * LANE_HEIGHT + 26;
}

/** Workers of one executor differ at the ends of their names. */
export function nameOf({ name, kind }: Lane): string {
  if (kind !== 'worker' || name.length <= MAX_NAME) return shortened(name, MAX_NAME);
  return `${name.slice(0, MAX_NAME / 2)}…${name.slice(1 - MAX_NAME / 2)}`;
}

/** What stands in the bar of a call. */
export function jobLabel({ name }: Job): string {
  return shortened(name, MAX_LABEL);
}

export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** What stands on a stretch of a lane, as far as its length in pixels allows; without one, what it gets in any case. */
export function labelOf({ state, on }: Span, length = 0): string {
  if (on === '' || (state !== 'suspended' && state !== 'cancelling')) return '';
  return shortened(
    on.startsWith('sleep until') ? on : `on ${on}`,
    Math.max(MAX_LABEL, Math.floor((length - LABEL_PADDING) / CHARACTER)),
  );
}

function gaps({ steps, iterations }: Story): Map<number, number> {
  const found = new Map<number, number>();
  for (const { first, last } of steps) {
    found.set(first, STEP_GAP);
    found.set(last + 1, STEP_GAP);
  }
  for (const { first } of iterations) found.set(first, ITERATION_GAP);
  return found;
}

/** By the event that ends a stretch, how far it has to be from the one that begins it. */
function needed({ spans, jobs, laneOf }: Story): Map<number, { from: number; width: number }[]> {
  const found = new Map<number, { from: number; width: number }[]>();
  const need = (label: string, from: number, to: number | null): void => {
    if (label === '') return;
    const end = to ?? laneOf.length;
    const all = found.get(end) ?? [];
    all.push({ from, width: label.length * CHARACTER + LABEL_PADDING });
    found.set(end, all);
  };
  for (const span of spans) need(labelOf(span), span.from, span.to);
  // At both ends there is a sign.
  for (const job of jobs) need(`${jobLabel(job)}    `, job.from, job.to);
  return found;
}

/** The event next to a point of the picture: one in the lane under the point, if it has any nearby. */
export function eventAt({ x, y }: Layout, atX: number, atY: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  // Only those nearby can be the nearest.
  for (let event = firstFrom(x, atX - 200); event < x.length; event++) {
    const away = (x[event] ?? 0) - atX;
    if (away > 200 && least < Number.POSITIVE_INFINITY) break;
    const distance = Math.abs(away) + (Math.abs((y[event] ?? 0) - atY) > LANE_HEIGHT / 2 ? 40 : 0);
    if (distance < least) {
      best = event;
      least = distance;
    }
  }
  return best;
}

/** The first event at or to the right of `at`; the last event if there is none. */
export function firstFrom(x: Float64Array, at: number): number {
  let low = 0;
  let high = Math.max(0, x.length - 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

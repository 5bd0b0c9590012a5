/** How long a page's own thread works at a time, as Chromium's tracing tells. */
import type { Browser, Page } from 'playwright';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args: { readonly data?: { readonly type?: string } };
  /** The thread's own time, in microseconds. */
  readonly tdur?: number;
}

/** What a page does while it takes keys and draws lines. */
const STEPS = ['EventDispatch', 'FireAnimationFrame', 'FunctionCall', 'UpdateLayoutTree', 'Layout', 'Paint'];

/** Processor milliseconds of the longest step, and of the longest key, while `typing` presses keys in the page. */
export async function longestWork(
  browser: Browser,
  page: Page,
  typing: () => Promise<void>,
): Promise<{ readonly step: number; readonly key: number }> {
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  await typing();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const isKey = ({ name, args }: TraceEvent): boolean => name === 'EventDispatch' && args.data?.type === 'keydown';
  const first = traceEvents.find(isKey);
  if (first === undefined) throw new Error('no key has come to the page');
  const own = traceEvents.filter(({ pid, tid }) => pid === first.pid && tid === first.tid);
  const longest = (events: readonly TraceEvent[]): number => Math.max(...events.map(({ tdur = 0 }) => tdur)) / 1000;
  return { step: longest(own.filter(({ name }) => STEPS.includes(name))), key: longest(own.filter(isKey)) };
}

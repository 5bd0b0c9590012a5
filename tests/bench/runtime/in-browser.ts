/** The workloads in a page: what `../chromium.ts` bundles. `measure(system, workload, n)` gives nanoseconds an operation. */

'use native async';

import * as asyncio from 'awaitable/asyncio';
import { installHost } from '../../../runtime/host/current.ts';
import { createDefaultHost } from '../../../runtime/host/default.ts';
import * as ours from './awaitable.ts';
import * as others from './others.ts';
import * as trampoline from './trampoline.ts';

type Workload = (n: number) => unknown;

const systems: Readonly<Record<string, Readonly<Record<string, Workload>>>> = {
  awaitable: Object.fromEntries(
    Object.entries(ours).map(([name, workload]) => [
      name,
      (n: number) => asyncio.run((workload as (n: number) => Promise<void>)(n)),
    ]),
  ),
  trampoline: Object.fromEntries(
    Object.entries(trampoline as unknown as Record<string, Workload>).map(([name, workload]) => [
      name,
      (n: number) => trampoline.run(workload(n) as Parameters<typeof trampoline.run>[0]),
    ]),
  ),
  promises: others.promises,
  effection: others.effectionWorkloads,
  effect: others.effectWorkloads,
};

installHost({ ...createDefaultHost(), clock: 'virtual' });

/** Null for what the system does not have. */
(globalThis as { measure?: unknown }).measure = async (
  system: string,
  workload: string,
  n: number,
): Promise<number | null> => {
  const run = systems[system]?.[workload];
  if (run === undefined) return null;
  const begin = performance.now();
  await run(n);
  return ((performance.now() - begin) / n) * 1e6;
};

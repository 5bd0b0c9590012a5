/**
 * The host is declared twice, because neither package may import the other: the notebook declares what it gives to any
 * runtime, and `awaitable` what it needs from any embedder. Here they meet. Nothing runs: the type check is the test.
 */

import type * as awaitable from '../../runtime/host/host.ts';
import type * as notebook from '../../src/notebook/languages/host.ts';

type Fits<Given, Wanted> = [Given] extends [Wanted] ? true : false;
/** Compiles only if all are true. */
function check<_ extends true>(): void {}

// What the notebook gives is what `awaitable` needs, and nothing besides.
check<Fits<notebook.Host, awaitable.Host>>();
check<Fits<keyof notebook.Host, keyof awaitable.Host>>();
// Both ways: the runtime makes some of these itself.
check<Fits<notebook.ClockMode, awaitable.ClockMode> & Fits<awaitable.ClockMode, notebook.ClockMode>>();
check<Fits<notebook.WorkerRequest, awaitable.WorkerRequest> & Fits<awaitable.WorkerRequest, notebook.WorkerRequest>>();
check<Fits<notebook.WorkerLink, awaitable.WorkerLink> & Fits<awaitable.WorkerLink, notebook.WorkerLink>>();
check<Fits<notebook.WorkerEvents, awaitable.WorkerEvents> & Fits<awaitable.WorkerEvents, notebook.WorkerEvents>>();
check<Fits<notebook.ParentLink, awaitable.ParentLink> & Fits<awaitable.ParentLink, notebook.ParentLink>>();

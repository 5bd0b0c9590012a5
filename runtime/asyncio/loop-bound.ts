/** Things that belong to the loop in which they first had to wait. Mirrors `asyncio/mixins.py`. */

import { RuntimeError } from '../builtins/exceptions.ts';
import { modulePrefix } from '../builtins/modules.ts';
import { addressOf, repr } from '../builtins/repr.ts';
import { getRunningLoop } from './running.ts';
import type { EventLoop } from './types.ts';

/** A lock, a queue, …: made without a loop, bound to the running one as soon as somebody waits. */
export abstract class LoopBound {
  private _loop: EventLoop | null = null;

  /** @internal The loop to wait in. @throws {RuntimeError} if it was bound to another one before */
  protected boundLoop(): EventLoop {
    const loop = getRunningLoop();
    this._loop ??= loop;
    if (loop !== this._loop) throw new RuntimeError(`${repr(this)} is bound to a different event loop`);
    return loop;
  }

  /** @internal `<asyncio.locks.Lock object at 0x… [state]>` */
  protected describe(state: string): string {
    const type = this.constructor;
    return `<${modulePrefix(type)}${type.name} object at ${addressOf(this)} [${state}]>`;
  }
}

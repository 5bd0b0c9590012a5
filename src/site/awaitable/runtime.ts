/** `awaitable` as a runtime of the notebook: what the bundle of `runtime/` exports. */
import { addInstrument } from '../../../runtime/asyncio.ts';
import { coroutineFunctionNames, execute, exportNames, programTime, serve } from '../../../runtime/main.ts';
import type { Runtime, RuntimeDescription } from '../../notebook/languages/typescript/runtime.ts';
import { describeWith } from './description.ts';

export const describe = (): RuntimeDescription => describeWith(exportNames(), coroutineFunctionNames());

export { addInstrument, execute, programTime, serve };

type Fits<Exports extends Runtime> = Exports;
/** That they are what a realm expects. */
export type Checked = Fits<{
  describe: typeof describe;
  addInstrument: typeof addInstrument;
  execute: typeof execute;
  programTime: typeof programTime;
  serve: typeof serve;
}>;

/** The notebook in Node, for the commands of a site: its pages, its language, its recorder. */
export { type Content, contentOf } from '../content/content.ts';
export type { Language, Run, RunOptions } from '../languages/language.ts';
export { plain } from '../languages/typescript/plain-files.ts';
export type { Runtime, RuntimeDescription, RuntimeFiles } from '../languages/typescript/runtime.ts';
export type { CellExtension } from '../model/extension.ts';
export { cell } from './cell.ts';
export { type Recorded, type RecordOptions, record } from './record.ts';
export { runCell } from './run-cell.ts';
export { type Served, serve } from './serve.ts';
export { type TypeScript, typescript } from './typescript.ts';

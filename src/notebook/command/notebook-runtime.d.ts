/** In the bundle of a realm: the runtime of its programs; see realm-script.ts. */
declare module 'notebook-runtime' {
  type Runtime = import('../languages/typescript/runtime.ts').Runtime;
  export const programTime: Runtime['programTime'];
  export const execute: Runtime['execute'];
  export const serve: Runtime['serve'];
  export const addInstrument: Runtime['addInstrument'];
}

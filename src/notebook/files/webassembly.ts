/** The smallest module there is: where an engine does not compile it, WebAssembly is forbidden. */
const EMPTY: Uint8Array<ArrayBuffer> = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/**
 * Refuses where the browser compiles no WebAssembly, before megabytes of it are fetched.
 *
 * @param what for the message to the reader: `the compiler`
 */
export function needWebAssembly(what: string): void {
  try {
    new WebAssembly.Module(EMPTY);
  } catch {
    throw new Error(
      `this browser has WebAssembly switched off (a policy or a lockdown mode does that), and ${what} is made of it; allow it for this site, or read the output that was recorded`,
    );
  }
}

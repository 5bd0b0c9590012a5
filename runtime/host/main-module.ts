/** What `import.meta.main` becomes in a project: not every place of execution has it, and browsers do not. */

/** What this module uses of the platform. */
interface Platform {
  readonly document?: unknown;
  readonly process?: {
    readonly argv?: readonly string[];
    readonly versions?: { readonly node?: string };
    cwd(): string;
    getBuiltinModule?(name: string): unknown;
  };
}

/**
 * Whether the module of this `import.meta`, which the bundler knows as an entry of the project, is the program that
 * was started: what Node, Deno and Bun say, where they do; the file that Node was started with; in a page, any entry.
 */
export function isMain(meta: { readonly main?: boolean; readonly url?: string }): boolean {
  if (typeof meta.main === 'boolean') return meta.main;
  const { document, process } = globalThis as Platform;
  if (process?.versions?.node === undefined) return document !== undefined;
  // Of a bundle that is no ES module nothing is known but that it runs.
  if (meta.url === undefined) return true;
  // Node before 20.16 gives no access to the modules that can tell.
  if (process.getBuiltinModule === undefined) return decodeURI(meta.url).endsWith(`//${process.argv?.[1]}`);
  return meta.url === startedFile(process);
}

/** The address of the file that Node was started with; null in its workers, which begin elsewhere. */
function startedFile(process: NonNullable<Platform['process']>): string | null {
  const builtin = <T>(name: string): T | undefined => process.getBuiltinModule?.(name) as T | undefined;
  const threads = builtin<{ readonly isMainThread: boolean }>('node:worker_threads');
  const files = builtin<{ realpathSync(path: string): string }>('node:fs');
  const urls = builtin<{ pathToFileURL(path: string): { readonly href: string } }>('node:url');
  const modules = builtin<{ createRequire(path: string): { resolve(path: string): string } }>('node:module');
  const path = process.argv?.[1];
  if (path === undefined || files === undefined || urls === undefined || modules === undefined) return null;
  if (threads?.isMainThread === false) return null;
  try {
    // `node app` starts app.js.
    return urls.pathToFileURL(files.realpathSync(modules.createRequire(`${process.cwd()}/`).resolve(path))).href;
  } catch {
    return null;
  }
}

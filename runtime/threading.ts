/** `threading`, as far as programs about concurrency need it: the module `awaitable/threading`. */

import { host } from './host/current.ts';

/** The id of the current thread: a number of its own for every thread of every process. */
export function getNativeId(): number {
  return host().threadId;
}

/** The id of the current thread within its process. */
export function getIdent(): number {
  return host().threadId;
}

/** The current thread; its name is `MainThread` in the program itself. */
export function currentThread(): { readonly name: string; toString(): string } {
  const { threadName: name, threadId } = host();
  return {
    name,
    toString: () => `<${name === 'MainThread' ? '_MainThread' : 'Thread'}(${name}, started ${threadId})>`,
  };
}

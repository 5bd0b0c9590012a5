/**
 * A sandbox that is booted before it is needed, as its boot takes longer than
 * all else between a click and the first line of output. It is the only one
 * alive while it waits: do not keep one during a run, since a second frame
 * would delay the removal of the first by seconds.
 */
import type { FrameKind } from './protocol.ts';
import type { Sandbox } from './sandbox.ts';

/** Milliseconds without any interest in a run after which no sandbox is kept any more. It costs memory, but no time. */
const KEPT_FOR = 300_000;

export class Spare {
  readonly #create: (kind: FrameKind) => Sandbox;
  #sandbox: Sandbox | null = null;
  /** Of the sandbox that is kept, or wanted. */
  #kind: FrameKind = 'javascript';
  #boot: ReturnType<typeof setTimeout> | undefined;
  #expiry: ReturnType<typeof setTimeout> | undefined;
  #wanted = false;

  /** `create` boots a sandbox that does nothing yet. */
  constructor(create: (kind: FrameKind) => Sandbox) {
    this.#create = create;
    // A page that no one looks at keeps nothing.
    const visible = (): void => {
      if (document.hidden) this.#drop();
      else if (this.#wanted) this.keep(this.#kind);
    };
    document.addEventListener('visibilitychange', visible);
    addEventListener('pagehide', () => this.#drop());
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) visible();
    });
  }

  /** Boots a sandbox after `delay` milliseconds, unless there is one of its kind, and keeps it for the next five minutes. */
  keep(kind: FrameKind, delay = 0): void {
    if (kind !== this.#kind) this.#drop();
    this.#kind = kind;
    this.#wanted = true;
    clearTimeout(this.#expiry);
    this.#expiry = setTimeout(() => {
      this.#wanted = false;
      this.#drop();
    }, KEPT_FOR);
    clearTimeout(this.#boot);
    if (delay > 0) this.#boot = setTimeout(() => this.keep(kind), delay);
    else if (!document.hidden && (this.#sandbox === null || this.#sandbox.removed)) this.#sandbox = this.#create(kind);
  }

  /** Hands the sandbox over, or null if there is none of this kind, and boots no other until the next `keep`. */
  take(kind: FrameKind): Sandbox | null {
    if (kind !== this.#kind) this.#drop();
    const sandbox = this.#sandbox;
    this.#sandbox = null;
    this.#wanted = false;
    clearTimeout(this.#boot);
    clearTimeout(this.#expiry);
    return sandbox === null || sandbox.removed ? null : sandbox;
  }

  #drop(): void {
    clearTimeout(this.#boot);
    this.#sandbox?.remove();
    this.#sandbox = null;
  }
}

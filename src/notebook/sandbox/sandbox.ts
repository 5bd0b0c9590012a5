/**
 * One disposable sandbox: a frame without origin or network, with a worker in
 * it (and a frame around it that does nothing, see assets.ts). It lives for one
 * run at most. Removing the frame ends whatever runs in it within some tens of
 * milliseconds; ending only its worker would leave Chromium spinning for two
 * seconds.
 */
import { askHost } from '../files/host-policy.ts';
import { HELLO, type Message, type Order, readMessage } from './protocol.ts';

/** Milliseconds after which a frame that does not show up will not, nor its worker once it has the runtime. */
const DEADLINE = 10_000;
/** The same for a worker that starts CPython, which takes some three seconds on a quiet machine. */
const PYTHON_DEADLINE = 60_000;
/** Milliseconds that a worker which blocks has to hear that its sandbox is removed; it listens four times a second. */
const HALT = 1_000;
/** Milliseconds from the frame's load to its first word; that is sent before the load, but may take another way. */
const GRACE = 300;

export interface SandboxEvents {
  /** A checked message; none comes after `remove`. */
  message(message: Message): void;
  /** The sandbox could not be made, or cannot go on; `why` is for the reader. */
  broken(why: string): void;
}

export class Sandbox {
  readonly #frame: HTMLIFrameElement;
  readonly #port: MessagePort;
  readonly #remote: MessagePort;
  readonly #runtime: Promise<string | Blob>;
  /** Whether a worker that blocks has to be put to sleep before its frame goes: else WebKit would let it go on. */
  #halts = false;
  #events: SandboxEvents;
  #deadline = 0;
  #greeted = false;
  #booted = false;
  #broken = false;
  #removed = false;
  #ready: () => void = () => {};
  /** Settles when the runtime is loaded in the worker; never, if the sandbox breaks before that. */
  readonly ready: Promise<void> = new Promise((resolve) => {
    this.#ready = resolve;
  });

  /** Puts a frame into the page and boots it. `runtime` is what programs run on, which the frame cannot fetch itself; if it rejects, then with words for the reader. */
  constructor(url: string, runtime: Promise<string | Blob>, events: SandboxEvents) {
    this.#events = events;
    this.#runtime = runtime;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#remote = port2;
    this.#port.onmessage = ({ data }) => this.#receive(data);
    this.#frame = document.createElement('iframe');
    this.#frame.setAttribute('aria-hidden', 'true');
    this.#frame.tabIndex = -1;
    this.#frame.title = 'Sandbox of the running cell';
    this.#frame.dataset.sandbox = 'waiting';
    this.#frame.style.display = 'none';
    this.#frame.src = url;
    // Also of the page that a browser shows where it refuses the frame.
    this.#frame.addEventListener('load', () => setTimeout(() => this.#suspect(), GRACE));
    addEventListener('message', this.#greet);
    this.#expect('an extension of the browser may be blocking frames, or the network be down');
    document.body.append(this.#frame);
  }

  /** What receives this sandbox's events from now on: a sandbox may be made before its run. */
  set events(events: SandboxEvents) {
    this.#events = events;
  }

  get removed(): boolean {
    return this.#removed;
  }

  send(order: Order): void {
    if (this.#removed) return;
    if (order.t === 'start') {
      this.#frame.dataset.sandbox = 'running';
      this.#halts = 'program' in order;
    }
    this.#port.postMessage(order);
  }

  /** Ends everything in the sandbox and takes it out of the page. May be called twice. */
  remove(): void {
    if (this.#removed) return;
    this.#removed = true;
    removeEventListener('message', this.#greet);
    clearTimeout(this.#deadline);
    const gone = (): void => {
      this.#port.close();
      this.#frame.remove();
    };
    if (!this.#halts) return gone();
    const timer = setTimeout(gone, HALT);
    this.#port.onmessage = ({ data }) => {
      if (readMessage(data)?.t !== 'halted') return;
      clearTimeout(timer);
      gone();
    };
    this.#port.postMessage({ t: 'halt' } satisfies Order);
  }

  /** The next step of the boot; `perhaps` is what may keep it from coming. */
  #expect(perhaps: string, deadline = DEADLINE): void {
    clearTimeout(this.#deadline);
    const within = deadline === DEADLINE ? 'ten seconds' : 'a minute';
    this.#deadline = window.setTimeout(
      () => this.#break(`it did not start within ${within}; ${perhaps}. Run it again, or reload the page`),
      deadline,
    );
  }

  readonly #greet = (event: MessageEvent): void => {
    const inner = this.#frame.contentWindow?.[0];
    if (inner === undefined || event.source !== inner || event.data !== HELLO) return;
    removeEventListener('message', this.#greet);
    this.#greeted = true;
    // However long the runtime takes to arrive.
    clearTimeout(this.#deadline);
    this.#runtime.then(
      (runtime) => {
        if (this.#removed) return;
        const isPython = typeof runtime !== 'string';
        this.#expect('the browser may be busy, or short of memory', isPython ? PYTHON_DEADLINE : DEADLINE);
        // The frame has no origin that could be named; the runtime's text is public.
        inner.postMessage({ t: 'boot', runtime }, '*', [this.#remote]);
      },
      (error: unknown) => this.#break(error instanceof Error ? error.message : String(error)),
    );
  };

  #receive(data: unknown): void {
    if (this.#removed || this.#broken) return;
    const message = readMessage(data);
    if (message === null) return;
    if (message.t === 'ready') {
      clearTimeout(this.#deadline);
      this.#booted = true;
      this.#ready();
    } else if (message.t === 'broken') this.#break(message.why);
    else if (message.t === 'end' || message.t === 'uncompiled') {
      // Its worker listens again.
      this.#halts = false;
      this.#events.message(message);
    } else this.#events.message(message);
  }

  /** The frame has loaded something that is not the sandbox; says so at once where it is known why. */
  async #suspect(): Promise<void> {
    if (this.#removed || this.#greeted) return;
    const refused = await this.#refusedByHost();
    if (refused !== null && !this.#greeted) this.#end(refused);
  }

  async #refusedByHost(): Promise<string | null> {
    return (await askHost('page', location.href, true)) ?? askHost('frame', this.#frame.src, false);
  }

  #break(why: string): void {
    if (this.#broken) return;
    this.#broken = true;
    if (this.#booted) this.#end(why);
    else void this.#refusedByHost().then((refused) => this.#end(refused ?? why));
  }

  #end(why: string): void {
    if (this.#removed) return;
    this.remove();
    this.#events.broken(`The sandbox ended: ${why}.`);
  }
}

/**
 * The script of a cell's sandbox: the only code that runs in its window, which
 * is a frame in the frame that the page has made (see assets.ts).
 *
 * The frame has an opaque origin and no network. It makes the cell's worker,
 * carries messages between that and the page, and shields the page: a worker
 * that floods it is reported once and then no longer listened to.
 */
import { type Boot, HELLO, type Message, type Order, SIGNALS } from './protocol.ts';
import { Signals } from './signals.ts';
import { workerScript } from './worker-script.ts';

/** The bundled prelude, put in when the frame's file is made (see assets.ts). */
declare const PRELUDE: string;
/** Whether the worker blocks while its program runs, so that no message reaches it. */
declare const BLOCKS: boolean;

const page = parent.parent;

/** Milliseconds between two pulses. */
const PULSE = 250;
/** Messages a sandbox may send at once, and how many more each second: more than the caps on output ever need. */
const BURST = 2_500;
const REFILL = 50;
/** Messages of the program's own (`self.postMessage`), which have no receiver, before it is taken for an attack. */
const STRAY = 1_000;

let port: MessagePort | null = null;
let broken: string | null = null;
const say = (message: Message): void => port?.postMessage(message);
const inside = new MessageChannel();
const breakOff = (why: string): void => {
  if (broken !== null) return;
  broken = why;
  inside.port1.close();
  say({ t: 'broken', why });
};

// Made at once: it starts while the page and the frame find each other.
const channel = Array.from(crypto.getRandomValues(new Uint32Array(4))).join('-');
const signals = BLOCKS ? new Signals() : null;
const script = workerScript({
  prelude: PRELUDE,
  channel,
  depth: 0,
  child: null,
  ...(signals !== null && { signals: signals.urls }),
});
const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
let credit = BURST;
let stray = 0;
inside.port1.onmessage = ({ data }) => {
  if (--credit < 0) breakOff('it sent too many messages');
  else port?.postMessage(data);
};
worker.onmessage = () => {
  if (++stray >= STRAY) breakOff('it sent too many messages');
};
worker.onerror = (error) => {
  error.preventDefault();
  // A plain event, without a message, where a policy forbids the worker.
  breakOff(error.message ? `its worker failed: ${error.message.slice(0, 2_000)}` : 'its worker did not start');
};

/** Pulses from the first order on: a sandbox that waits for its program costs no time. */
let pulsing = false;
const pulse = (): void => {
  credit = Math.min(BURST, credit + (REFILL * PULSE) / 1000);
  say({ t: 'pulse' });
};

addEventListener('message', function boot(event: MessageEvent<Boot>) {
  const [given] = event.ports;
  if (event.source !== page || event.data?.t !== 'boot' || given === undefined) return;
  removeEventListener('message', boot);
  port = given;
  if (broken !== null) say({ t: 'broken', why: broken });
  port.onmessage = ({ data }: MessageEvent<Order>) => {
    if (!pulsing) setInterval(pulse, PULSE);
    pulsing = true;
    if (signals === null || data.t === 'start') inside.port1.postMessage(data);
    else signals.give(SIGNALS.indexOf(data.t === 'speed' ? data.speed : data.t), data.t !== 'speed');
  };
  worker.postMessage(event.data.runtime, [inside.port2]);
});

page.postMessage(HELLO, '*');

/**
 * What the worker's own code needs of the platform, captured before the
 * reader's program exists. A program may replace any global and any method;
 * neither stops a sandbox's messages nor gets hold of its port.
 */
const { apply, construct, defineProperty, getOwnPropertyDescriptor } = Reflect;

export { apply, construct, defineProperty };

const call = Function.prototype.call;
/** `method` as a function of its receiver. */
export function receiverFirst<R, A extends unknown[], T>(
  method: (this: R, ...rest: A) => T,
): (receiver: R, ...rest: A) => T {
  return call.bind(method) as unknown as (receiver: R, ...rest: A) => T;
}

function getter<R, T>(prototype: R, name: string): (receiver: R) => T {
  return call.bind(getOwnPropertyDescriptor(prototype as object, name)?.get as () => T) as (receiver: R) => T;
}

export const toText = String;
export const toJson: (value: unknown) => string = JSON.stringify;
export const startsWith = receiverFirst(String.prototype.startsWith);
export const slice = receiverFirst(String.prototype.slice);
export const monotonic: () => number = performance.now.bind(performance);
export const epoch: () => number = Date.now;
export const { ceil, max, min } = Math;

export const listen: typeof self.addEventListener = self.addEventListener.bind(self);
export const later = self.setTimeout.bind(self) as (callback: () => void, ms: number) => number;
export const notLater = self.clearTimeout.bind(self) as (timer: number) => void;
export const every = self.setInterval.bind(self) as (callback: () => void, ms: number) => number;
export const closeSelf: () => void = self.close.bind(self);

export const NativeBlob = Blob;
export const NativeWorker = Worker;
export const NativeBroadcast = BroadcastChannel;
export const createObjectURL: (blob: Blob) => string = URL.createObjectURL.bind(URL);
export const terminateWorker = receiverFirst(NativeWorker.prototype.terminate);
export const postToWorker = receiverFirst(NativeWorker.prototype.postMessage) as (
  worker: Worker,
  message: unknown,
  transfer: Transferable[],
) => void;
export const processors: number = navigator.hardwareConcurrency;
export const dataOf = getter<MessageEvent, unknown>(MessageEvent.prototype, 'data');
export const portsOf = getter<MessageEvent, readonly MessagePort[]>(MessageEvent.prototype, 'ports');
export const stopImmediate = receiverFirst(Event.prototype.stopImmediatePropagation);
export const preventDefault = receiverFirst(Event.prototype.preventDefault);

/** A URL for a script of this text. */
export function scriptURL(text: string): string {
  return createObjectURL(construct(NativeBlob, [[text], { type: 'text/javascript' }]) as Blob);
}

/** The two ends of a channel for messages. */
export function pipe(): [MessagePort, MessagePort] {
  const { port1, port2 } = new MessageChannel();
  return [port1, port2];
}

/** A MessageChannel's two ends, with what is needed of them bound. */
export function channel(receive: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  const post = port2.postMessage.bind(port2) as (message: unknown) => void;
  port1.onmessage = receive;
  return () => post(null);
}

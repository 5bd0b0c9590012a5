/**
 * `Worker` as a cell sees it: from `blob:` URLs only, bounded in number and
 * depth, each with this same code running first, so that a worker's console is
 * heard and its own workers are bounded too.
 *
 * It is a plain function around the native constructor, not a subclass: the
 * native one would be the subclass's prototype and so within the program's
 * reach.
 */
import {
  construct,
  createObjectURL,
  defineProperty,
  NativeBlob,
  NativeWorker,
  receiverFirst,
  scriptURL,
  slice,
  startsWith,
  toText,
} from './primordials.ts';
import { type WorkerConfig, workerScript } from './worker-script.ts';

/** Workers alive at a time that the cell itself may have, and each of those in turn. */
const MAX_WORKERS = 8;
const MAX_BELOW = 4;
const DEEPEST = 2;
/** How many Blobs are remembered behind their URLs. */
const REMEMBERED = 64;

const terminate = receiverFirst(NativeWorker.prototype.terminate);

/** Replaces `Worker` and `URL.createObjectURL` in this realm. */
export function boundWorkers(config: WorkerConfig): void {
  const most = config.depth === 0 ? MAX_WORKERS : MAX_BELOW;
  let alive = 0;
  let made = 0;

  // A program may revoke its URL at once, or have left out the Blob's type, which Firefox and WebKit insist on for a
  // script: so remember the Blob, and give the worker a URL of our own.
  const urls: string[] = [];
  const blobs: Blob[] = [];
  let next = 0;
  defineProperty(URL, 'createObjectURL', {
    value: function createObjectURLForCell(blob: Blob): string {
      const url = createObjectURL(blob);
      urls[next] = url;
      blobs[next] = blob;
      next = (next + 1) % REMEMBERED;
      return url;
    },
    configurable: true,
    writable: true,
  });
  const ownURL = (url: string): string => {
    for (let i = 0; i < urls.length; i++) {
      if (urls[i] === url) {
        return createObjectURL(construct(NativeBlob, [[blobs[i]], { type: 'text/javascript' }]) as Blob);
      }
    }
    return url;
  };

  function CellWorker(this: unknown, given: unknown, options?: { type?: unknown; name?: unknown }): object {
    if (new.target === undefined) throw new TypeError("Worker: use 'new'");
    if (config.depth >= DEEPEST) throw new RangeError(`Worker: workers may be nested ${DEEPEST} deep in a cell`);
    if (alive >= most) throw new RangeError(`Worker: at most ${most} workers may be alive here`);
    const url = toText(given);
    if (!startsWith(url, 'blob:')) {
      throw new TypeError('Worker: a cell has no network; make the script with URL.createObjectURL(new Blob([…]))');
    }
    made++;
    const given_ = options?.name === undefined ? '' : slice(toText(options.name), 0, 60);
    const name = given_ === '' ? `Worker-${made}` : given_;
    const child: WorkerConfig = {
      prelude: config.prelude,
      channel: config.channel,
      depth: config.depth + 1,
      child: { name, url: ownURL(url), module: options?.type === 'module' },
    };
    const worker = construct(NativeWorker, [scriptURL(workerScript(child)), { name }], new.target) as Worker;
    alive++;
    return worker;
  }
  CellWorker.prototype = NativeWorker.prototype;
  defineProperty(CellWorker, 'name', { value: 'Worker' });
  defineProperty(NativeWorker.prototype, 'constructor', { value: CellWorker, configurable: false, writable: false });
  defineProperty(NativeWorker.prototype, 'terminate', {
    value: function terminateForCell(this: Worker) {
      if (alive > 0) alive--;
      terminate(this);
    },
    configurable: false,
    writable: false,
  });
  defineProperty(self, 'Worker', { value: CellWorker, writable: false, configurable: false });
}

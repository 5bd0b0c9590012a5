/**
 * Runs first in every worker of a sandbox, as a classic script from a `blob:`
 * URL (module workers from such URLs fail silently in Chromium's opaque
 * origins). In the cell's own worker it loads the runtime and then, when the
 * page sends it, the compiled program; in workers which that makes, it gives
 * them a console and runs their script.
 *
 * Everything here that runs after the program has begun uses only what
 * `primordials.ts` captured.
 */

import { createConsole, formatLog, kindOf } from '../capture/console.ts';
import { LineAssembler } from '../capture/lines.ts';
import { placeNoter } from '../languages/typescript/positions.ts';
import type { Runtime } from '../languages/typescript/runtime.ts';
import type { Uncaught } from '../model/transcript.ts';
import { INSPECT } from '../trace/inspect.ts';
import { Recorder } from '../trace/recorder.ts';
import { type PoolStart, type ProgramParts, parentOf, poolWorkers } from './pool-workers.ts';
import {
  closeSelf,
  dataOf,
  defineProperty,
  every,
  later,
  listen,
  NativeBroadcast,
  portsOf,
  preventDefault,
  receiverFirst,
  scriptURL,
  slice,
  startsWith,
  stopImmediate,
  toJson,
  toText,
} from './primordials.ts';
import { LONGEST_MESSAGE, type Message, type Order, type StartCompiled } from './protocol.ts';
import { createHost, type WorkerHost } from './worker-host.ts';
import type { WorkerConfig } from './worker-script.ts';
import { boundWorkers } from './workers.ts';

/** This global scope, as far as the DOM's types do not tell. */
const scope = self as unknown as { __cell?: WorkerConfig; importScripts(url: string): void };

/** Milliseconds between two beats, and how old the newest hidden-lines count may become. */
const BEAT = 250;
/** Lines that one worker below the cell's own may print. */
const CHILD_LINES = 1_000;

const config = scope.__cell as WorkerConfig;
delete scope.__cell;
// Classic workers only: a program's ways to load scripts are `import` and `Worker`.
const loadScript = scope.importScripts.bind(self);
defineProperty(self, 'importScripts', { value: undefined, writable: false, configurable: false });
boundWorkers(config);
if (config.pool === true) runPool();
else if (config.child === null) runCell();
else runChild(config.child);

/** An order from a child's console to the cell's own worker. */
interface Printed {
  readonly worker: string;
  readonly stream: 'out' | 'err';
  readonly text: string;
}

function runCell(): void {
  let post: (message: Message) => void = () => {};
  let host: WorkerHost | null = null;
  let failure: Uncaught | null = null;
  let over = false;
  const lines = new LineAssembler({
    line: (line) => post({ t: 'line', line }),
    partial: (stream, text, time, worker) =>
      post({ t: 'partial', line: worker === undefined ? { stream, time, text } : { stream, time, text, worker } }),
    tail: (from, hidden, last) => post({ t: 'tail', from, hidden, lines: last }),
  });
  let now: () => number = () => 0;
  let recorder: Recorder | null = null;
  const print: WorkerHost['write'] = (stream, text, time, worker) => {
    recorder?.write(stream, text, time, worker);
    lines.write(stream, text, time, worker);
  };
  const write = (stream: 'out' | 'err', text: string): void => print(stream, text, now());
  const sendLog = (): void => {
    if (recorder === null) return;
    try {
      const log = recorder.finish();
      // Of a program without a loop that prints nothing there is nothing to see.
      if (log !== null && log.events.length > 0) post({ t: 'log', json: toJson(log) });
    } catch {
      // The program has replaced what that needs: its run has no log.
    }
  };
  const end = (status: number, exception: Uncaught | null): void => {
    if (over) return;
    over = true;
    lines.finish();
    sendLog();
    post({
      t: 'end',
      status,
      exception: exception && {
        type: slice(toText(exception.type), 0, 200),
        message: slice(toText(exception.message), 0, LONGEST_MESSAGE),
      },
    });
  };

  defineProperty(self, 'console', { value: createConsole(write), writable: true, configurable: true });
  defineProperty(self, 'close', {
    value: () => {
      end(0, null);
      closeSelf();
    },
    writable: false,
    configurable: false,
  });

  // Errors that no one waits for: they do not end the program, but its status tells.
  const uncaught = (what: string, error: unknown): void => {
    const shown = formatLog([error]);
    write('err', `${what}: ${shown}\n`);
    failure ??= { type: kindOf(error), message: shown };
  };
  listen('error', (event) => {
    preventDefault(event);
    const message = toText(event.message);
    // Of a worker below only the message is known, which Chromium begins as we do.
    uncaught(
      'Uncaught',
      event.error ?? (startsWith(message, 'Uncaught ') ? slice(message, 9, message.length) : message),
    );
  });
  listen('unhandledrejection', (event) => {
    preventDefault(event);
    uncaught('Unhandled rejection', event.reason);
  });

  const broadcast = new NativeBroadcast(config.channel);
  broadcast.onmessage = (event) => {
    const printed = dataOf(event) as Printed;
    print(printed.stream, printed.text, now(), printed.worker);
  };

  let runtimeURL = '';
  const start = (runtime: Runtime, order: StartCompiled): void => {
    const url = scriptURL(order.code);
    const parts: ProgramParts = {
      runtime: runtimeURL,
      code: url,
      map: order.map,
      // What takes time in a worker is waited for here, where its results count.
      clock: order.clock === 'paced' ? 'virtual' : order.clock,
    };
    host = createHost({
      clock: order.clock,
      speed: order.speed,
      map: order.map,
      url,
      write: print,
      stuck: () => post({ t: 'stuck' }),
      startWorker: poolWorkers(config, parts, 1),
      exit: (status) => {
        end(status, null);
        closeSelf();
      },
    });
    if (runtime.addInstrument !== undefined) {
      recorder = new Recorder({
        language: 'typescript',
        file: order.map.sources[0] ?? '',
        here: placeNoter(order.map, url),
      });
      runtime.addInstrument(recorder.instrument);
      defineProperty(self, Symbol.for(INSPECT), { value: recorder.inspect });
    }
    runtime
      .execute(host, () => import(/* @vite-ignore */ url))
      .then(
        ({ status, exception }) => {
          // An unhandled rejection is reported in a task of its own.
          later(() => end(status === 0 && failure !== null ? 1 : status, exception ?? failure), 0);
        },
        (error: unknown) => {
          // Of the runtime itself: it reports every failure of the program.
          write('err', `The runtime failed: ${formatLog([error])}\n`);
          end(1, { type: kindOf(error), message: formatLog([error]) });
        },
      );
  };

  listen(
    'message',
    (event) => {
      stopImmediate(event);
      const port = portsOf(event)[0] as MessagePort;
      const send = port.postMessage.bind(port) as (message: Message) => void;
      post = send;
      let runtime: Runtime | null = null;
      port.onmessage = (incoming) => {
        const order = dataOf(incoming) as Order;
        if (order.t === 'start') {
          if (runtime === null || host !== null || !('code' in order)) return;
          every(() => {
            lines.flush();
            send({ t: 'beat', waited: host?.waited() ?? 0 });
          }, BEAT);
          start(runtime, order);
        } else if (order.t === 'speed') host?.setSpeed(order.speed);
        else if (order.t === 'interrupt') send({ t: 'interrupted', taken: host?.interrupt() ?? false });
      };
      runtimeURL = scriptURL(dataOf(event) as string);
      import(/* @vite-ignore */ runtimeURL).then(
        (loaded) => {
          runtime = loaded as Runtime;
          now = runtime.programTime;
          send({ t: 'ready' });
        },
        (error: unknown) => send({ t: 'broken', why: `the runtime did not load: ${formatLog([error])}` }),
      );
    },
    { once: true, capture: true },
  );
}

function runPool(): void {
  listen(
    'message',
    (event) => {
      stopImmediate(event);
      const parts = dataOf(event) as PoolStart;
      const parent = parentOf(portsOf(event)[0] as MessagePort);
      const exit = (): void => {
        parent.gone();
        closeSelf();
      };
      defineProperty(self, 'close', { value: exit, writable: false, configurable: false });
      let now: () => number = () => 0;
      const write: WorkerHost['write'] = (stream, text, time) => parent.post({ t: 'print', stream, text, time }, []);
      const say = (stream: 'out' | 'err', text: string): void => write(stream, text, now());
      defineProperty(self, 'console', { value: createConsole(say), writable: true, configurable: true });
      listen('error', (error) => {
        preventDefault(error);
        say('err', `Uncaught: ${formatLog([error.error ?? error.message])}\n`);
      });
      listen('unhandledrejection', (rejection) => {
        preventDefault(rejection);
        say('err', `Unhandled rejection: ${formatLog([rejection.reason])}\n`);
      });
      const host = createHost({
        clock: parts.clock,
        speed: 1,
        map: parts.map,
        url: parts.code,
        write,
        stuck: () => {},
        startWorker: poolWorkers(config, parts, parts.processId),
        worker: { processId: parts.processId, threadId: parts.threadId, threadName: parts.threadName, parent },
        exit,
      });
      import(/* @vite-ignore */ parts.runtime)
        .then((loaded) => {
          const runtime = loaded as Runtime;
          now = runtime.programTime;
          return runtime.serve(host, () => import(/* @vite-ignore */ parts.code));
        })
        .catch((error: unknown) => {
          say('err', `The runtime failed: ${formatLog([error])}\n`);
          exit();
        });
    },
    { once: true, capture: true },
  );
}

function runChild(child: NonNullable<WorkerConfig['child']>): void {
  const broadcast = new NativeBroadcast(config.channel);
  const post = broadcast.postMessage.bind(broadcast) as (printed: Printed) => void;
  let left = CHILD_LINES;
  const lines = new LineAssembler({
    line({ stream, text }) {
      left--;
      if (left < 0) return;
      post({ worker: child.name, stream, text: `${text}\n` });
      if (left === 0)
        post({ worker: child.name, stream: 'err', text: `(no more than ${CHILD_LINES} lines are shown)\n` });
    },
    tail() {},
  });
  const write = (stream: 'out' | 'err', text: string): void => lines.write(stream, text, 0);
  defineProperty(self, 'console', { value: createConsole(write), writable: true, configurable: true });
  const rethrow = (error: unknown): void => {
    // So that the parent's `onerror` sees it, as it would without us.
    later(() => {
      throw error;
    }, 0);
  };
  if (!child.module) {
    try {
      loadScript(child.url);
    } catch (error) {
      rethrow(error);
    }
    return;
  }
  // A module's messages wait until it has run, as the browser lets them.
  let held: MessageEvent[] | null = [];
  const dispatch = receiverFirst(self.dispatchEvent);
  listen(
    'message',
    (event) => {
      if (held === null) return;
      stopImmediate(event);
      held[held.length] = event;
    },
    true,
  );
  import(/* @vite-ignore */ child.url).then(() => {
    const waiting = held ?? [];
    held = null;
    for (let i = 0; i < waiting.length; i++) {
      const event = waiting[i] as MessageEvent;
      dispatch(self, new MessageEvent('message', { data: dataOf(event), ports: portsOf(event) as MessagePort[] }));
    }
  }, rethrow);
}

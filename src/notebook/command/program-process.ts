/**
 * The inside of the process that runs a program for the command line; see
 * `run-in-process.ts`. The program is in a thread of it. Node's own stderr, to
 * which an engine that breaks down writes, is no file of the program's.
 */
import { PROGRAM_ERR, type ProgramMessage, type ProgramRequest } from './program-protocol.ts';
import { type Realm, startRealm } from './start-realm.ts';

let realm: Realm | null = null;

function send(message: ProgramMessage, then?: () => void): void {
  process.send?.(message, undefined, undefined, then);
}

// Ctrl-C and a terminal that is closed reach the command line too, which decides what they mean here.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('SIGTERM', () => realm?.kill('SIGTERM'));
// The command line has gone.
process.on('disconnect', () => process.exit(1));

process.on('message', (request: ProgramRequest) => {
  switch (request.t) {
    case 'run': {
      // In memory that threads can share.
      const code = new Uint8Array(new SharedArrayBuffer(request.script.code.length));
      code.set(request.script.code);
      realm = startRealm(
        { text: request.script.text, code },
        request.compiled,
        request.options,
        { out: 1, err: PROGRAM_ERR },
        (id, alive) => send({ t: 'process', id, alive }),
      );
      void realm.ended.then((ending) => send({ t: 'ended', ending }, () => process.exit()));
      break;
    }
    case 'interrupt':
      realm?.interrupt();
      break;
    case 'kill':
      realm?.kill(request.signal);
      break;
  }
});

/** The script of every realm in Node: one that runs a program, or a worker of such a program's pool. */
import { workerData } from 'node:worker_threads';
import { processBoot } from './node-workers.ts';
import type { PoolOrder, RealmOrder } from './realm-protocol.ts';

const order = (processBoot()?.order ?? workerData) as RealmOrder | PoolOrder;
// Each runs when it is imported; bundled, both are here and only one is run.
if ('pool' in order) void import('./pool-worker.ts');
else void import('./realm.ts');

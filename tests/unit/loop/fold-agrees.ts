import assert from 'node:assert/strict';
import { storyOf } from '../../../src/notebook/element/loop/story-of.ts';
import type { TraceLog } from '../../../src/notebook/trace/events.ts';
import { isOver, stateAt } from '../../../src/notebook/trace/fold.ts';

/** Asserts that the lanes show each task, after each event, as the fold has it. */
export function assertFoldAgrees(log: TraceLog): void {
  const { lanes, laneOf, spans } = storyOf(log);
  const laneOfTask = new Map<number, number>();
  log.events.forEach(({ kind, entity }, event) => {
    const lane = laneOf[event] ?? -1;
    if (kind === 'created' && lanes[lane]?.kind === 'task') laneOfTask.set(entity, lane);
  });
  for (let k = 1; k <= log.events.length; k++) {
    const state = stateAt(log, k);
    for (const [id, task] of state.tasks) {
      const lane = laneOfTask.get(id);
      if (lane === undefined) continue;
      const span = spans.find((one) => one.lane === lane && one.from < k && (one.to === null || one.to >= k));
      const where = `after event ${k} (${log.events[k - 1]?.kind}), ${log.entities[id]?.name}`;
      // A step goes on until it ends, whatever has been decided of its task by then.
      if (state.running.includes(id)) assert.equal(span?.state, 'running', where);
      else if (isOver(task))
        assert.ok(span === undefined || span.to === k - 1, `${where} is over, and drawn as ${span?.state}`);
      else if (span === undefined) assert.equal(task.created, k - 1, `${where} is drawn as nothing`);
      else assert.equal(span.state, task.cancelling > 0 ? 'cancelling' : task.status, where);
    }
  }
}

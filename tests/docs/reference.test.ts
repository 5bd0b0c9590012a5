/** The reference is about everything that a program can import, and only that. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportNames } from '../../runtime/main.ts';
import { describeApi, REFERENCE_PAGES } from '../../src/site/api-reference.ts';
import { ROOT } from '../../src/site/commands/content.ts';

const modules = Object.values(describeApi(ROOT)).flat();
const described = (name: string) => modules.find((module) => module.name === `awaitable/${name}`)?.entries ?? [];

test('every function and class of the modules is described or marked as internal', () => {
  const exported = exportNames();
  for (const name of Object.values(REFERENCE_PAGES).flat()) {
    const entries = described(name);
    assert(entries.length > 0, `awaitable/${name} is empty`);
    const known = new Set<string>(exported[name]);
    for (const { name: entry, kind } of entries) {
      assert(kind === 'type' || known.has(entry), `awaitable/${name} exports no ${entry}`);
    }
  }
});

test('every function says what it does', () => {
  const silent = modules.flatMap(({ name, entries }) =>
    entries
      .filter(({ kind, says }) => kind === 'function' && says.length === 0)
      .map((entry) => `${name}: ${entry.name}`),
  );
  assert.deepEqual(silent, []);
});

test('entries lead to the cells that use them, with the signature as a program writes it', () => {
  const gather = described('asyncio').find(({ name }) => name === 'gather');
  assert(gather?.usedBy.some(({ address }) => address === 'task-cancellation/gather/#cell-cancelled-before-it-starts'));
  const lock = described('asyncio').find(({ name }) => name === 'Lock');
  assert.deepEqual(lock?.signatures, ['new Lock()']);
  assert.deepEqual(
    lock?.members.map(({ name }) => name).filter((name) => !/^a?(?:enter|exit)$/.test(name)),
    ['locked', 'acquire', 'release', 'toString'].filter((name) => lock.members.some((member) => member.name === name)),
  );
  assert(
    described('asyncio')
      .find(({ name }) => name === 'createTask')
      ?.signatures[0]?.startsWith('createTask<T>(coroutine: '),
  );
});

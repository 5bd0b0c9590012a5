/** What in a Python program needs threads or processes, found without running it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { importsOf, threadUse } from '../../../src/notebook/languages/python/threads.ts';
import { siteContent } from '../../../src/site/content.ts';

describe('threads and processes in a Python program', () => {
  for (const [program, line, code] of [
    ['import asyncio as a\nawait a.to_thread(f)', 2, 'a.to_thread'],
    ['from asyncio import *\nto_thread(f)', 2, 'to_thread'],
    ['from asyncio import to_thread as aside\naside(f)', 2, 'aside'],
    ['asyncio.get_running_loop().run_in_executor(None, f)', 1, 'run_in_executor'],
    ['loop = new()\nself.loop.run_in_executor(None, f)', 2, 'self.loop.run_in_executor'],
    [
      'from concurrent import futures\nwith futures.ThreadPoolExecutor() as pool: pass',
      2,
      'futures.ThreadPoolExecutor',
    ],
    [
      'import concurrent.futures\nconcurrent.futures.ProcessPoolExecutor()',
      2,
      'concurrent.futures.ProcessPoolExecutor',
    ],
    ['from multiprocessing import Process\nProcess()', 2, 'Process'],
    ['import threading\nclass Mine(threading.Thread):\n    pass', 2, 'threading.Thread'],
    ['def f():\n    import threading\n    return threading.Timer(1, f)', 3, 'threading.Timer'],
    ['import threading\nwhile typing(\nthreading.Thread(', 3, 'threading.Thread'],
  ] as const) {
    test(JSON.stringify(program), () => assert.deepEqual(threadUse(program), { line, code }));
  }

  for (const program of [
    'import threading\nprint(threading.get_ident(), threading.Lock())',
    'import concurrent.futures\nconcurrent.futures.Future()',
    '# threading.Thread\nprint("asyncio.to_thread")',
    'threading = pool = 1\nthreading.Thread',
    'class asyncio:\n    to_thread = 1',
    'import asyncio\nasyncio.run(main(to_thread=1))',
    '',
  ]) {
    test(`none in ${JSON.stringify(program)}`, () => assert.equal(threadUse(program), null));
  }

  test('imports in all their forms', () => {
    const program = 'import a.b, c as d\nfrom .x.y import (z as w,\n  q)\nfrom k import *\nfrom . import m';
    assert.deepEqual(
      importsOf(program).map(({ name, what }) => `${name} = ${what}`),
      ['a = a', 'd = c', 'w = .x.y.z', 'q = .x.y.q', '* = k', 'm = ..m'],
    );
  });

  test('the programs of the pages which run in no browser, but for some that need something else', () => {
    const SOMETHING_ELSE = ['sigterm', 'own-loop'];
    /** An executor refuses them before it starts a thread, which is what the page shows. */
    const REFUSED = ['coroutine-in-thread', 'a-coroutine-function'];
    const cells = siteContent()
      .readPages()
      .flatMap((page) => page.cells);
    const found = cells.filter(({ twin }) => twin !== undefined && threadUse(twin.source) !== null);
    const measured = cells.filter(({ measured }) => measured !== undefined);
    assert.deepEqual(
      found.map(({ id }) => id).filter((id) => !REFUSED.includes(id)),
      measured.map(({ id }) => id).filter((id) => !SOMETHING_ELSE.includes(id)),
    );
  });
});

/** Every page but the start page, in the order in which the sidebar and the links to the next page lead through them. */

interface Entry {
  readonly label: string;
  /** Path of the page in `content/`, without ending. */
  readonly slug: string;
}

interface Group {
  readonly label: string;
  /** Whether the sidebar shows the group closed on pages outside it. */
  readonly collapsed: boolean;
  readonly items: readonly (Entry | Group)[];
}

export const outline: readonly Group[] = [
  section('Start here', [
    { label: 'What is an event loop?', slug: 'start/event-loop' },
    { label: 'Coroutines, tasks, futures', slug: 'start/coroutines-tasks-futures' },
    { label: 'await or create_task?', slug: 'start/await-or-create-task' },
    { label: 'asyncio, threads, processes?', slug: 'start/asyncio-threads-processes' },
  ]),
  section('The notes', [
    { label: 'Awaitables', slug: 'awaitables' },
    group('Task cancellation', [
      { label: 'asyncio.gather', slug: 'task-cancellation/gather' },
      { label: 'asyncio.Task', slug: 'task-cancellation/task' },
      { label: 'At the end of the program', slug: 'task-cancellation/at-the-end' },
    ]),
    { label: 'Circular await', slug: 'circular-await' },
    { label: 'Context variables', slug: 'context-variables' },
    group('Executors', [
      { label: 'Processes', slug: 'executors/processes' },
      { label: 'Threads', slug: 'executors/threads' },
      { label: 'Caveats', slug: 'executors/caveats' },
    ]),
    group('Beyond the notes', [
      { label: 'Timeouts', slug: 'beyond/timeouts' },
      { label: 'Task groups', slug: 'beyond/task-groups' },
      { label: 'Queues', slug: 'beyond/queues' },
      { label: 'Locks', slug: 'beyond/locks' },
      { label: 'Eager tasks', slug: 'beyond/eager-tasks' },
      { label: 'Reading a call graph', slug: 'beyond/call-graph' },
    ]),
  ]),
  section('How do I …', [
    { label: 'Run blocking code', slug: 'how-to/run-blocking-code' },
    { label: 'Limit concurrency', slug: 'how-to/limit-concurrency' },
    { label: 'Wait for many tasks', slug: 'how-to/wait-for-many' },
    { label: 'Set a timeout', slug: 'how-to/time-out' },
    { label: 'Retry with backoff', slug: 'how-to/retry' },
    { label: 'Race, and take the first', slug: 'how-to/race' },
    { label: 'Run something every N seconds', slug: 'how-to/run-periodically' },
    { label: 'Produce and consume', slug: 'how-to/produce-and-consume' },
    { label: 'Shut down gracefully', slug: 'how-to/shut-down' },
    { label: 'Call async code from sync code', slug: 'how-to/call-async-from-sync' },
    { label: 'Pass a request id', slug: 'how-to/pass-context' },
    { label: 'Write iterators and context managers', slug: 'how-to/iterators-generators-context-managers' },
    { label: 'Test asyncio code', slug: 'how-to/test-with-fake-time' },
    { label: 'Debug a hang', slug: 'how-to/debug-a-hang' },
  ]),
  section('Error messages', [
    { label: 'All messages', slug: 'errors' },
    { label: 'Coroutines and await', slug: 'errors/coroutines' },
    { label: 'Tasks and futures', slug: 'errors/tasks' },
    { label: 'Event loops', slug: 'errors/loops' },
    { label: 'Locks, queues and groups', slug: 'errors/groups' },
    { label: 'Timeouts', slug: 'errors/timeouts' },
    { label: 'Generators and context', slug: 'errors/generators' },
    { label: 'Threads and processes', slug: 'errors/executors' },
    { label: 'Debug mode', slug: 'errors/debug' },
  ]),
  section('Reference', [
    { label: 'Which version?', slug: 'versions' },
    { label: 'From Python to TypeScript', slug: 'from-python-to-typescript' },
    { label: 'asyncio', slug: 'reference/asyncio' },
    { label: 'builtins', slug: 'reference/builtins' },
    { label: 'contextvars', slug: 'reference/contextvars' },
    { label: 'concurrent/futures', slug: 'reference/futures' },
    { label: 'datetime, os, threading, time', slug: 'reference/others' },
    { label: 'Glossary', slug: 'glossary' },
    { label: 'Every claim', slug: 'claims' },
    { label: 'Playground', slug: 'playground' },
    { label: 'Links, files, frames', slug: 'embedding' },
  ]),
];

/** All pages in order. */
export const entries: readonly Entry[] = outline.flatMap(entriesOf);

/** The label of the innermost group that a page belongs to; null for a page that the outline does not list. */
export function groupOf(slug: string): string | null {
  return outline.map((each) => innermost(each, slug)).find((label) => label !== null) ?? null;
}

function section(label: string, items: Group['items']): Group {
  return { label, collapsed: true, items };
}

function group(label: string, items: readonly Entry[]): Group {
  return { label, collapsed: false, items };
}

/** The pages of a group, and of those in it. */
export function entriesOf(entry: Entry | Group): readonly Entry[] {
  return 'slug' in entry ? [entry] : entry.items.flatMap(entriesOf);
}

function innermost({ label, items }: Group, slug: string): string | null {
  for (const item of items) {
    if ('slug' in item) {
      if (item.slug === slug) return label;
      continue;
    }
    const found = innermost(item, slug);
    if (found !== null) return found;
  }
  return null;
}

/** The pages in the order of the notes. */

interface Entry {
  readonly label: string;
  /** Path of the page in `content/`, without ending. */
  readonly slug: string;
}

interface Group {
  readonly label: string;
  readonly items: readonly Entry[];
}

export const outline: readonly (Entry | Group)[] = [
  { label: 'Awaitables', slug: 'awaitables' },
  {
    label: 'Task cancellation',
    items: [
      { label: 'asyncio.gather', slug: 'task-cancellation/gather' },
      { label: 'asyncio.Task', slug: 'task-cancellation/task' },
      { label: 'At the end of the program', slug: 'task-cancellation/at-the-end' },
    ],
  },
  { label: 'Circular await', slug: 'circular-await' },
  { label: 'Context variables', slug: 'context-variables' },
  {
    label: 'Executors',
    items: [
      { label: 'Processes', slug: 'executors/processes' },
      { label: 'Threads', slug: 'executors/threads' },
      { label: 'Caveats', slug: 'executors/caveats' },
    ],
  },
  {
    label: 'Beyond the notes',
    items: [
      { label: 'Timeouts', slug: 'beyond/timeouts' },
      { label: 'Task groups', slug: 'beyond/task-groups' },
      { label: 'Queues', slug: 'beyond/queues' },
      { label: 'Locks', slug: 'beyond/locks' },
      { label: 'Eager tasks', slug: 'beyond/eager-tasks' },
      { label: 'Reading a call graph', slug: 'beyond/call-graph' },
    ],
  },
  { label: 'From Python to TypeScript', slug: 'from-python-to-typescript' },
  {
    label: 'Reference',
    items: [
      { label: 'asyncio', slug: 'reference/asyncio' },
      { label: 'builtins', slug: 'reference/builtins' },
      { label: 'contextvars', slug: 'reference/contextvars' },
      { label: 'concurrent/futures', slug: 'reference/futures' },
      { label: 'datetime, os, threading, time', slug: 'reference/others' },
    ],
  },
  { label: 'Glossary', slug: 'glossary' },
  { label: 'Every claim', slug: 'claims' },
  { label: 'Playground', slug: 'playground' },
  { label: 'Links, files, frames', slug: 'embedding' },
];

/** The label of the group that a page stands in; null if it stands alone. */
export function groupOf(slug: string): string | null {
  for (const entry of outline) {
    if ('items' in entry && entry.items.some((item) => item.slug === slug)) return entry.label;
  }
  return null;
}

/** Which of Python's public names exist here: asked of the runtime, so that the table cannot be wrong. */
import * as asyncio from '../../runtime/asyncio.ts';
import * as futures from '../../runtime/concurrent/futures.ts';
import * as contextlib from '../../runtime/contextlib.ts';
import * as contextvars from '../../runtime/contextvars.ts';
import { absent, type PythonNames, pythonNames, remarks } from './python-api.ts';

const MODULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  asyncio,
  contextlib,
  contextvars,
  'concurrent/futures': futures,
};

export interface ApiRow {
  readonly python: string;
  /** The name here; null where there is none. */
  readonly here: string | null;
  /** Module and name of the entry of the reference that says more: `awaitable/asyncio.Future` for its members, too. */
  readonly entry: string;
  /** Why it is absent, or what is different. */
  readonly remark: string | null;
}

export interface ApiGroup {
  readonly title: string;
  readonly rows: readonly ApiRow[];
}

export function apiTable(): ApiGroup[] {
  return pythonNames.map((group) => ({
    title: group.of === undefined ? group.module : `${group.module}.${group.of}`,
    rows: group.names
      .trim()
      .split(/\s+/)
      .map((name) => row(group, name)),
  }));
}

function row(group: PythonNames, name: string): ApiRow {
  const here = camelCase(name);
  const entry = `awaitable/${group.from}.${group.of ?? here}`;
  if (exists(group, here)) {
    const remark = remarks[group.of === undefined ? name : `${group.of}.${name}`] ?? null;
    return { python: name, here, entry, remark };
  }
  const [why = null] = absent.find(([, names]) => names.test(name)) ?? [];
  return { python: name, here: null, entry, remark: why };
}

function exists({ from, of }: PythonNames, name: string): boolean {
  const module = MODULES[from] ?? {};
  if (of === undefined) return name in module;
  const owner = module[of];
  if (typeof owner !== 'function') return false;
  if (name in owner || name in owner.prototype) return true;
  // A field is only there once there is an object.
  return of === 'Queue' && name in new asyncio.Queue();
}

/** `waitFor` → `wait_for`; classes keep their names. */
export function snakeCase(name: string): string {
  if (/^[A-Z]/.test(name)) return name;
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `wait_for` → `waitFor`; constants and classes keep their names. */
export function camelCase(name: string): string {
  if (/^[A-Z]/.test(name)) return name;
  return name.replace(/(?<=[a-z0-9])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

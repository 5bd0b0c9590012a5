/**
 * A cell's edits in the browser's storage. No edit is lost when two tabs edit the same cell, when the page's own text
 * changes, or when code from a link replaces the reader's.
 *
 * The storage holds a list of versions, the newest last. A tab replaces only the version that it has itself read or
 * written last. All other versions stay, and are offered to the reader.
 */
import { keep, read } from './storage.ts';

export interface Version {
  readonly text: string;
  /** The page's own text when the edit was made. */
  readonly base: string;
  /** The code came with a link. */
  readonly linked?: true;
}

/** Reads what is kept; null if it is not of that shape. */
export function parseVersions(value: string | null): readonly Version[] | null {
  if (value === null) return [];
  try {
    const versions: unknown = JSON.parse(value);
    return Array.isArray(versions) && versions.every(isVersion) ? versions : null;
  } catch {
    return null;
  }
}

function isVersion(value: unknown): value is Version {
  if (typeof value !== 'object' || value === null) return false;
  const { text, base } = value as Record<string, unknown>;
  return typeof text === 'string' && typeof base === 'string';
}

/** The list once a tab that has seen `seen` last (null: the page's text) has come to `next` (null: the page's text). */
function withVersion(versions: readonly Version[], seen: string | null, next: Version | null): readonly Version[] {
  const others = versions.filter(({ text }) => text !== seen && text !== next?.text);
  return next === null ? others : [...others, next];
}

export class KeptEdits {
  readonly #key: string;
  readonly #source: string;
  /** The text that this tab has read or written last; null: it shows the page's. */
  #seen: string | null = null;
  #base: string;
  #linked = false;

  /** @param source the page's own text of the cell */
  constructor(key: string, source: string) {
    this.#key = key;
    this.#source = source;
    this.#base = source;
  }

  /** Whether the page's text has changed since the edit was made, and the reader has not said what to do. */
  get outdated(): boolean {
    return this.#base !== this.#source;
  }

  get linked(): boolean {
    return this.#linked;
  }

  /** The newest version, which from now on is this tab's own. Null: there is none. `damaged`: none that can be read. */
  take(): Version | 'damaged' | null {
    const versions = parseVersions(read(this.#key));
    if (versions === null) return 'damaged';
    const newest = versions.at(-1);
    if (newest === undefined) return null;
    this.adopt(newest);
    return newest;
  }

  /** Makes a kept version this tab's own, in place of the one that it had. */
  adopt(version: Version): void {
    this.#write(withVersion(this.#versions(), this.#seen, version));
    this.#seen = version.text;
    this.#base = version.base;
    this.#linked = version.linked === true;
  }

  /** From now on this tab has code from elsewhere. The edit that it had stays beside that. */
  leave(linked: boolean): void {
    this.#seen = null;
    this.#base = this.#source;
    this.#linked = linked;
  }

  /** Keeps the text as it is now. False where the browser refuses. */
  save(text: string): boolean {
    const next = text === this.#source ? null : text;
    if (next === this.#seen) return true;
    if (next === null) {
      this.#base = this.#source;
      this.#linked = false;
    }
    const version = next === null ? null : this.#version(next);
    const kept = this.#write(withVersion(this.#versions(), this.#seen, version));
    // One that was refused is not in the list; another tab's may be the same.
    if (kept) this.#seen = next;
    return kept || next === null;
  }

  /** The reader keeps the edit although the page's text has changed. */
  confirm(): void {
    this.#base = this.#source;
    if (this.#seen !== null) this.adopt(this.#version(this.#seen));
  }

  /** What is kept besides this tab's own text, the newest last. */
  others(text: string): readonly Version[] {
    return this.#versions().filter((version) => version.text !== text && version.text !== this.#seen);
  }

  discard({ text }: Version): void {
    this.#write(this.#versions().filter((version) => version.text !== text));
  }

  #version(text: string): Version {
    return { text, base: this.#base, ...(this.#linked && { linked: true }) };
  }

  #versions(): readonly Version[] {
    return parseVersions(read(this.#key)) ?? [];
  }

  #write(versions: readonly Version[]): boolean {
    const value = versions.length === 0 ? null : JSON.stringify(versions);
    return value === read(this.#key) || keep(this.#key, value);
  }
}

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { KeptEdits, parseVersions } from '../../../src/notebook/element/store/edits.ts';

const PAGE = 'the page';
/** A browser's storage, shared by all tabs; it may be full. */
class Storage {
  readonly items = new Map<string, string>();
  refuses = false;
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.refuses) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

describe('kept edits', () => {
  let storage: Storage;
  beforeEach(() => {
    storage = new Storage();
    Object.assign(globalThis, { localStorage: storage });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'localStorage');
  });
  const tab = (source = PAGE): KeptEdits => new KeptEdits('key', source);
  const texts = (): string[] => (parseVersions(storage.getItem('key')) ?? []).map(({ text }) => text);

  it("come back with the next visit, and are forgotten when the page's text is back", () => {
    const first = tab();
    first.save('mine');
    first.save('mine!');
    assert.deepEqual(texts(), ['mine!']);
    const second = tab();
    assert.deepEqual(second.take(), { text: 'mine!', base: PAGE });
    assert.deepEqual(second.others('mine!'), []);
    second.save('mine, again');
    assert.deepEqual(texts(), ['mine, again']);
    second.save(PAGE);
    assert.equal(storage.items.size, 0);
    assert.equal(tab().take(), null);
  });

  it('of two tabs both stay, whoever types last', () => {
    const [a, b] = [tab(), tab()];
    a.save('a');
    b.save('b');
    assert.deepEqual(texts(), ['a', 'b']);
    a.save('a2');
    assert.deepEqual(texts(), ['b', 'a2']);
    assert.deepEqual(
      b.others('b').map(({ text }) => text),
      ['a2'],
    );
    b.save(PAGE);
    assert.deepEqual(texts(), ['a2']);
    b.save('b3');
    assert.deepEqual(texts(), ['a2', 'b3']);
  });

  it("of a tab that went on with another's text do not come twice", () => {
    const a = tab();
    a.save('a');
    const b = tab();
    b.take();
    b.save('a, and b');
    assert.deepEqual(texts(), ['a, and b']);
    // The first tab has typed nothing since: it has nothing to keep.
    a.save('a');
    assert.deepEqual(texts(), ['a, and b']);
    a.save('a, and a');
    assert.deepEqual(texts(), ['a, and b', 'a, and a']);
  });

  it('that the reader takes over or discards are one again', () => {
    const [a, b] = [tab(), tab()];
    a.save('a');
    b.save('b');
    const [other] = b.others('b');
    assert.ok(other);
    b.adopt(other);
    assert.deepEqual(texts(), ['a']);
    a.save('a2');
    b.save('b2');
    b.discard(b.others('b2')[0] as never);
    assert.deepEqual(texts(), ['b2']);
  });

  it("know that the page's text has changed, until the reader has said what to do", () => {
    tab().save('mine');
    const after = tab('the new page');
    after.take();
    assert.equal(after.outdated, true);
    after.save('mine!');
    assert.equal(parseVersions(storage.getItem('key'))?.[0]?.base, PAGE);
    after.confirm();
    assert.equal(after.outdated, false);
    const later = tab('the new page');
    assert.deepEqual(later.take(), { text: 'mine!', base: 'the new page' });
  });

  it('stay beside code that came with a link', () => {
    const a = tab();
    a.save('mine');
    a.leave(true);
    a.save('from a link');
    assert.deepEqual(texts(), ['mine', 'from a link']);
    const b = tab();
    b.take();
    assert.equal(b.linked, true);
    assert.deepEqual(
      b.others('from a link').map(({ text }) => text),
      ['mine'],
    );
  });

  it('say so where the browser refuses, and try again with the next', () => {
    const a = tab();
    storage.refuses = true;
    assert.equal(a.save('a'), false);
    storage.refuses = false;
    assert.equal(a.save('a'), true);
    assert.deepEqual(texts(), ['a']);
    Reflect.deleteProperty(globalThis, 'localStorage');
    assert.equal(tab().save('b'), false);
    assert.equal(tab().take(), null);
  });

  it('that cannot be read are said to be so, and replaced by the next edit', () => {
    for (const garbage of ['print("from an older version")', '{}', '[1]', '[{"text":"x"}]', 'null']) {
      storage.setItem('key', garbage);
      const a = tab();
      assert.equal(a.take(), 'damaged', garbage);
      assert.equal(a.save('mine'), true);
      assert.deepEqual(texts(), ['mine']);
    }
  });
});

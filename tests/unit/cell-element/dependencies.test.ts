import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { programText } from '../../../src/notebook/element/dependencies.ts';

const sources = {
  a: 'export const a = 1;',
  b: 'import { a } from "./a";\nimport * as asyncio from "awaitable/asyncio";',
  c: "const { b } = await import('./b.ts');",
  d: 'export {};',
};
const text = (id: string, edits: Record<string, string> = {}): string =>
  programText(id, new Map(Object.entries({ ...sources, ...edits })));

describe('programText', () => {
  it('changes with a cell and with all that it imports', () => {
    assert.notEqual(text('c', { c: '' }), text('c'));
    assert.notEqual(text('c', { b: '' }), text('c'));
    assert.notEqual(text('c', { a: 'export const a = 2;' }), text('c'));
    assert.notEqual(text('b', { a: 'export const a = 2;' }), text('b'));
  });

  it('does not change with others', () => {
    assert.equal(text('c', { d: 'changed' }), text('c'));
    assert.equal(text('a', { b: 'changed' }), text('a'));
  });

  it('ends where cells import each other', () => {
    assert.ok(text('a', { a: 'import "./b";' }).length > 0);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatException } from '../../../runtime/builtins/traceback.ts';

/** An error that does not want to be looked at. */
function hostile(base: Error, ...properties: readonly string[]): Error {
  for (const property of properties) {
    Object.defineProperty(base, property, {
      get() {
        throw new Error(`${property} was read`);
      },
    });
  }
  return base;
}

describe('formatException', () => {
  it('prints an error whose properties throw, as CPython does one whose str() fails', () => {
    for (const error of [new Error('m'), new RangeError('m')]) {
      const printed = formatException(hostile(error, 'message', 'stack', 'cause'));
      assert.deepEqual(printed, [`${error.constructor.name}: <exception str() failed>`]);
    }
    assert.deepEqual(formatException(hostile(new Error('m'), 'constructor')), ['Error: m']);
  });

  it('does without a message that is no text', () => {
    const error = Object.assign(new TypeError(), { message: { toString: () => assert.fail('called') } });
    assert.deepEqual(formatException(error), ['TypeError: <exception str() failed>']);
  });
});

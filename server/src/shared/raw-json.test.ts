import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawJson, stringifyRaw } from './raw-json';

describe('JSON that is text already', () => {
  const raw = (value: unknown) => new RawJson(JSON.stringify(value));

  it('is put into an answer as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (payloads, rest) => {
        const nested = { rest, list: payloads.map((value) => ({ payload: raw(value), same: value })), last: raw(rest) };
        const plain = { rest, list: payloads.map((value) => ({ payload: value, same: value })), last: rest };
        expect(JSON.parse(stringifyRaw(nested, 'mark'))).toEqual(JSON.parse(JSON.stringify(plain)));
      }),
    );
    expect(stringifyRaw({ a: new RawJson('{ "x":  1 }') }, 'mark')).toBe('{"a":{ "x":  1 }}');
  });

  it('is a value to whoever does not know of it', () => {
    expect(JSON.stringify({ a: raw({ b: [1] }) })).toBe('{"a":{"b":[1]}}');
    const failing = { a: raw(1), toJSON: () => ({ a: raw(1), b: 1n }) };
    expect(() => stringifyRaw(failing, 'mark')).toThrow();
    expect(JSON.stringify(raw([2]))).toBe('[2]');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkJsonValue } from './json-check';

const roomy = { bytes: 1_000_000, depth: 64 };
const kinds = (value: unknown, limits = roomy) => {
  const checked = checkJsonValue(value, limits);
  return checked.ok ? [] : checked.problems.map((problem) => problem.kind);
};

describe('checkJsonValue', () => {
  it('counts the bytes of the JSON text exactly', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const checked = checkJsonValue(value, roomy);
        if (!checked.ok) return;
        expect(checked.bytes).toBe(new TextEncoder().encode(JSON.stringify(value)).length);
      }),
    );
  });

  it('lets a value through that is exactly at the limits', () => {
    expect(kinds('abc', { bytes: 5, depth: 0 })).toEqual([]);
    expect(kinds('abcd', { bytes: 5, depth: 0 })).toEqual(['too-large']);
    expect(kinds([[1]], { bytes: 50, depth: 2 })).toEqual([]);
    expect(kinds([[1]], { bytes: 50, depth: 1 })).toEqual(['too-deep']);
  });

  it.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['a bigint', 1n],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a symbol', Symbol('s')],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a hole in a list', [1, undefined]],
  ])('refuses %s as not JSON', (_, value) => {
    expect(kinds(value)).toEqual(['not-json']);
    expect(kinds({ inside: [value] })).toEqual(['not-json']);
  });

  it('treats an undefined property as absent', () => {
    expect(checkJsonValue({ a: undefined, b: 1 }, roomy)).toMatchObject({ ok: true, bytes: 7 });
  });

  it('refuses a list longer than the limit before walking it', () => {
    expect(kinds(new Array(2_000_000).fill(0))).toEqual(['too-large']);
  });

  it('stops at twenty problems', () => {
    expect(kinds(new Array(1000).fill(Number.NaN))).toHaveLength(20);
  });
});

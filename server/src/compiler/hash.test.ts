import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branch, row } from '../../bench/graphs';
import { contentHash, hashOf } from './hash';

describe('the hash of a graph', () => {
  it('G14 is what it was for every value hashed before: versions are found by it', () => {
    const odd = {
      b: [1, -0, 1e21, 1e-7, 0.1, 1e300],
      a: { z: null, é: '€', '😀': 'x', '\ufb33': 1, '\r': '"\\/\u0007' },
      A: true,
      empty: {},
      list: [],
    };
    expect(hashOf(odd)).toBe('7a2e3dc5a0d12bcda0e267f320ca21e86cfd75cda2e2f5e3e0b6214d7e793c66');
    expect(hashOf({ 10: 'a', 9: 'b', '1a': 'c', a: { 2: 1, 11: 2 }, '-1': 0 })).toBe(
      'dfd3895bbde184a53695219e8f797cdff1ba523281a9144796fc1f92ae556833',
    );
    expect(hashOf(JSON.parse('{"b":1,"__proto__":{"x":1},"a":2}'))).toBe(
      '2d925a5c3c1beea721658f9f86960d555bd969d4d8b08cc3b37f7fc628d63bf4',
    );
    expect(hashOf({ b: undefined, a: 1, l: [undefined] })).toBe(
      '428a048781a299d360541e6b40ade521fdb0949e7aa3502d630f86387e345c95',
    );
    expect(contentHash(row(99))).toBe('c9bbf50c55a4690b74aa87799f035114e47deaeb04dd76b96add06a1a6117fbd');
    expect(contentHash(branch())).toBe('7c1f90d9716b633810f7691d2e887eff56a36ea67e18cde6f4f8040cb12637c3');
  });

  it('is of the canonical JSON (RFC 8785) of any value', () => {
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(hashOf(value)).toBe(sha256(canonicalize(value) ?? ''));
      }),
    );
  });

  it('refuses what JSON cannot carry', () => {
    for (const value of [Number.NaN, [Number.POSITIVE_INFINITY], undefined]) expect(() => hashOf(value)).toThrow();
  });
});

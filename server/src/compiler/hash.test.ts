import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { GraphDocument } from '@muster/schema';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash, hashOf } from './hash';

const graphOf = (fixture: string): GraphDocument =>
  JSON.parse(readFileSync(new URL(`./fixtures/${fixture}/graph.json`, import.meta.url), 'utf8'));

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
    expect(contentHash(graphOf('asymmetric-diamond'))).toBe(
      '59811c9d371b637414bd9a3e7505a6d77115f7afe926b4d3c51c580a0b26e223',
    );
    expect(contentHash(graphOf('both-ways-to-one-merge'))).toBe(
      '44d8e5f5bb271f0792b7ad3ad917a3981845359df057a33cad7cbef1570eff43',
    );
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

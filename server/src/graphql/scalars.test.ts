import type { Json } from '@muster/schema';
import fc from 'fast-check';
import { parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DateTimeScalar, JsonScalar } from './scalars';

/** JSON as a literal of the query language; its keys are names there. */
const literal = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(literal).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}: ${literal(item)}`)
    .join(' ')}}`;
};
const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/);
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

describe('JSON', () => {
  it('is the same as a literal and as a variable', () => {
    fc.assert(
      fc.property(value, (json) => {
        expect(JsonScalar.parseLiteral(parseValue(literal(json)))).toEqual(json);
        expect(JsonScalar.parseValue(json)).toBe(json);
        expect(JsonScalar.serialize(json)).toBe(json);
      }),
    );
  });

  it('makes a plain property of __proto__ (G8)', () => {
    const parsed = JsonScalar.parseLiteral(parseValue('{__proto__: {admin: true}}')) as { admin?: unknown };
    expect(Object.keys(parsed)).toEqual(['__proto__']);
    expect(parsed.admin).toBeUndefined();
  });

  it('is refused with a code when it is nested without end, as a literal and as a variable (Q9)', () => {
    let deep: Json = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(() => JsonScalar.parseValue(deep)).toThrow(/200 levels/);
    expect(() => JsonScalar.parseLiteral(parseValue(`${'['.repeat(300)}${']'.repeat(300)}`))).toThrow(/200 levels/);
  });
});

describe('DateTime', () => {
  it('is written in UTC, from a Date or from a text', () => {
    const text = '2026-11-23T09:30:00.000Z';
    expect(DateTimeScalar.serialize(new Date(text))).toBe(text);
    expect(DateTimeScalar.serialize('2026-11-23T10:30:00+01:00')).toBe(text);
  });

  it('refuses what is no moment', () => {
    for (const wrong of ['soon', 7, null, '']) expect(() => DateTimeScalar.parseValue(wrong)).toThrow(/ISO 8601/);
  });
});

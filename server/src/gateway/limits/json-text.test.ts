import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refuseDocumentText } from './document-text';
import { parseJsonText } from './json-text';
import { limits } from './limits';

describe('JSON from outside', () => {
  it('is parsed as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(parseJsonText(text)).toEqual(JSON.parse(text));
      }),
    );
  });
  it('Q9 is refused beyond the nesting limit, wherever the brackets stand', () => {
    const deep = (levels: number) => `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`;
    expect(() => parseJsonText(deep(limits.nesting))).not.toThrow();
    expect(() => parseJsonText(deep(limits.nesting + 2))).toThrow(/deeper/);
    expect(parseJsonText(JSON.stringify({ text: `\\"${'['.repeat(500)}` }))).toEqual({ text: `\\"${'['.repeat(500)}` });
  });
  it('Q10 is refused with a key twice in the outermost object only', () => {
    expect(() => parseJsonText('{"a":1,"b":2,"a":3}')).toThrow(/twice/);
    expect(() => parseJsonText('{"a":1,"\\u0061" : 3}')).toThrow(/twice/);
    expect(parseJsonText('{"a":{"b":1},"c":{"b":2},"d":"a"}')).toEqual({ a: { b: 1 }, c: { b: 2 }, d: 'a' });
  });
  it('answers whatever the text is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseJsonText(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_INPUT' });
        }
      }),
    );
  });
});

describe('GraphQL text', () => {
  it('is looked at in time that grows with its length', () => {
    for (const part of ['"""', '"', '#\n', '{}', '"\\', '\\"""'])
      expect(refuseDocumentText(part.repeat(1_000_000))).toBeNull();
  });
});

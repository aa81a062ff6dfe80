import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../shared/limits';
import { refuseDocumentText } from './document-text';
import { parseJsonText } from './json-text';

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
  it('Q10 is refused with a key twice in one object, at any level and however it is written', () => {
    const wrong = [
      '{"a":1,"b":2,"a":3}',
      '{"a":1,"\\u0061" : 3}',
      '{"x":{"a":1,"a":2}}',
      '[[{"a":[{"b":{}}],"c":1,"a":0}]]',
      '{"a":{"b":1,"c":{"b":2}},"d":[{"b":1},{"b":{"e":1,"e":2}}]}',
      '{"":1,"":2}',
      '{"__proto__":1,"__proto__":2}',
    ];
    for (const text of wrong) expect(() => parseJsonText(text), text).toThrow(/twice/);
    for (const text of [
      '{"a":{"b":1},"c":{"b":2},"d":"a"}',
      '[{"a":1},{"a":1}]',
      '{"a":{"a":{"a":"a"}},"b":["a","a"]}',
    ])
      expect(parseJsonText(text)).toEqual(JSON.parse(text));
  });
  it('Q10 finds the key twice wherever it was put', () => {
    const places = (value: unknown): number =>
      typeof value !== 'object' || value === null
        ? 0
        : Object.values(value).reduce((sum: number, each) => sum + places(each), Array.isArray(value) ? 0 : 1);
    /** Writes JSON with a second key `dup` in one object, the `target`th. */
    const writeTwice = (value: unknown, target: { left: number }): string => {
      if (typeof value !== 'object' || value === null) return JSON.stringify(value);
      if (Array.isArray(value)) return `[${value.map((each) => writeTwice(each, target)).join(',')}]`;
      const chosen = target.left-- === 0;
      const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${writeTwice(each, target)}`);
      return `{${(chosen ? ['"dup":1', ...entries, '"\\u0064up":2'] : entries).join(', ')}}`;
    };
    const anyJson = fc.json({ maxDepth: 5 }).map((text) => JSON.parse(text) as unknown);
    fc.assert(
      fc.property(anyJson, fc.nat(), (value, pick) => {
        fc.pre(places(value) > 0 && !JSON.stringify(value).includes('dup'));
        expect(() => parseJsonText(writeTwice(value, { left: pick % places(value) }))).toThrow(/"dup" twice/);
      }),
    );
  });
  it('is refused with more keys in one object than can be read in good time', () => {
    const keys = (count: number) => `{${Array.from({ length: count }, (_, index) => `"k${index}":1`).join(',')}}`;
    expect(Object.keys(parseJsonText(keys(limits.keys)) as object)).toHaveLength(limits.keys);
    expect(() => parseJsonText(`[${keys(limits.keys + 1)}]`)).toThrow(/more than 100000 keys/);
  });
  it('G11 is refused with a number that would be changed, which it names', () => {
    const wrong = [
      '9007199254740993',
      '-9007199254740993',
      '123456789012345678901234567890',
      '1e309',
      '-1e400',
      '1E+999',
    ];
    for (const number of wrong)
      for (const text of [number, `[${number}]`, `{"a":{"b":${number} }}`, ` ${number}\n`])
        expect(() => parseJsonText(text), text).toThrow(`The number ${number} `);
    const right = [
      '9007199254740991',
      '-9007199254740992',
      '10000000000000000',
      '1e21',
      '1.5e308',
      '0.1',
      '5e-324',
      '-0',
    ];
    for (const number of right) expect(parseJsonText(`[${number}]`), number).toEqual([Number(number)]);
    expect(parseJsonText('{"9007199254740993":"9007199254740993"}')).toEqual({
      '9007199254740993': '9007199254740993',
    });
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(parseJsonText(JSON.stringify([number]))).toEqual(JSON.parse(JSON.stringify([number])));
      }),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), (number) => {
        const isExact = String(Number(number)) === String(number);
        const read = () => parseJsonText(`{"n":${number}}`);
        if (isExact) expect(read()).toEqual({ n: Number(number) });
        else expect(read).toThrow(`The number ${number} `);
      }),
    );
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

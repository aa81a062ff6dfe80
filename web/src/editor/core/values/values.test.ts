import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameJson, valueAt, withValueAt } from './config-path';
import { freshRow, rowsOfSchema, schemaOfRows } from './schema-rows';
import {
  literalOf,
  literalText,
  partsOf,
  referenceTo,
  referenceWords,
  type TemplatePart,
  valueOfParts,
} from './template-parts';

const reference = fc
  .tuple(fc.constantFrom('a', '$input', '__proto__'), fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }))
  .map(([node, path]) => referenceTo(node, path));
const parts: fc.Arbitrary<TemplatePart[]> = fc.array(fc.oneof(fc.string(), reference), { maxLength: 6 });

describe('text with references', () => {
  it('comes back from the value it makes, joined', () => {
    fc.assert(
      fc.property(parts, (written) => {
        const value = valueOfParts(written);
        const again = partsOf(value) ?? [];
        expect(valueOfParts(again)).toEqual(value);
        const text = (list: readonly TemplatePart[]) =>
          list.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join('');
        expect(text(again)).toBe(text(written));
      }),
    );
  });

  it('is the shortest value: plain text, one reference, or a template', () => {
    const ref = referenceTo('a', ['x']);
    expect([valueOfParts([]), valueOfParts(['hi', ' there']), valueOfParts([ref]), valueOfParts(['hi ', ref])]).toEqual(
      ['', 'hi there', ref, { $template: ['hi ', ref] }],
    );
    expect([partsOf(7), partsOf({ $expr: '1' }), partsOf({ a: 1 }), partsOf([])]).toEqual([null, null, null, null]);
  });

  it('reads as people say it', () => {
    expect(referenceWords(referenceTo('squad', ['patch', 'title']), () => 'Bug squad')).toBe('Bug squad › patch.title');
    expect(referenceWords(referenceTo('$trigger', []), () => '?')).toBe('Run input');
  });
});

describe('typed sides of a comparison', () => {
  it('numbers and truths mean themselves, quotes make them text', () => {
    expect(['8', '-1.5', 'true', 'high', '"8"', '"true"', '"a"', '08', '1e5', ''].map(literalOf)).toEqual([
      8,
      -1.5,
      true,
      'high',
      '8',
      'true',
      '"a"',
      '08',
      '1e5',
      '',
    ]);
  });

  it('every value comes back from its text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constantFrom('8', 'true', '"8"', '"', '""')),
        (value) => {
          expect(literalOf(literalText(value))).toEqual(value);
        },
      ),
    );
  });
});

describe('schemas as rows', () => {
  const schema = {
    type: 'object',
    title: 'Report',
    properties: {
      title: { type: 'string', title: 'Title', description: 'In one line' },
      severity: { type: 'string', enum: ['low', 'high'] },
      count: { type: 'integer', minimum: 0 },
      tags: { type: 'array', items: { type: 'string' } },
      free: { $ref: '#/definitions/x' },
      limited: { type: 'number', enum: [1, 2] },
    },
    required: ['title'],
    additionalProperties: false,
  };

  it('come back with everything they do not show', () => {
    const rows = rowsOfSchema(schema);
    expect(rows?.map((row) => [row.name, row.kind, row.required])).toEqual([
      ['title', 'text', true],
      ['severity', 'choice', false],
      ['count', 'integer', false],
      ['tags', 'list', false],
      ['free', 'any', false],
      ['limited', 'number', false],
    ]);
    expect(schemaOfRows(schema, rows ?? [])).toEqual(schema);
  });

  it('begin empty, and are not for schemas of something else than an object', () => {
    expect([rowsOfSchema(undefined), rowsOfSchema({})]).toEqual([[], []]);
    expect([
      rowsOfSchema({ type: 'string' }),
      rowsOfSchema(true),
      rowsOfSchema({ type: 'object', properties: [] }),
    ]).toEqual([null, null, null]);
    const first = freshRow([]);
    expect(schemaOfRows(undefined, [first, freshRow([first])])).toEqual({
      type: 'object',
      properties: { field: { type: 'string' }, field2: { type: 'string' } },
    });
  });

  it('keep names that are special to objects (G8)', () => {
    const rows = [{ ...freshRow([]), name: '__proto__' }];
    expect(Object.keys(schemaOfRows(undefined, rows).properties as object)).toEqual(['__proto__']);
  });
});

describe('places in a config', () => {
  const path = fc.array(fc.constantFrom('a', 'b', '__proto__', 'constructor'), { minLength: 1, maxLength: 3 });

  it('hold what is put there and nothing else changes (G8)', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue()),
        path,
        fc.jsonValue(),
        (config, at, value) => {
          const before = JSON.stringify(config);
          const next = withValueAt(config as never, at, value as never);
          expect(sameJson(valueAt(next, at), value)).toBe(true);
          expect(JSON.stringify(config)).toBe(before);
          expect(valueAt({}, ['polluted'])).toBeUndefined();
        },
      ),
    );
  });

  it('are cleared with the objects that become empty', () => {
    expect(withValueAt({ budget: { usd: 1 }, a: 1 }, ['budget', 'usd'], undefined)).toEqual({ a: 1 });
    expect(withValueAt({ list: [{ id: 'x' }, { id: 'y' }] }, ['list', '0', 'id'], 'z')).toEqual({
      list: [{ id: 'z' }, { id: 'y' }],
    });
    expect(withValueAt({ list: [1, 2] }, ['list', '0'], undefined)).toEqual({ list: [2] });
  });
});

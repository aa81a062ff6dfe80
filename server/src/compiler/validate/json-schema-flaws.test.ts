import type { JsonObject } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { schemaFlaw } from './json-schema-flaws';

describe('schemaFlaw', () => {
  it.each<[string, JsonObject]>([
    ['an empty schema', {}],
    ['another draft', { $schema: 'http://json-schema.org/draft-07/schema#', type: 'string' }],
    ['references to its own parts', { $defs: { 'a/b': { type: 'string' } }, items: { $ref: '#/$defs/a~1b' } }],
    ['an anchor', { $defs: { a: { $anchor: 'money', type: 'number' } }, items: { $ref: '#money' } }],
    ['itself', { properties: { child: { $ref: '#' } } }],
    ['properties called pattern and $ref', { properties: { pattern: { type: 'string' }, $ref: { type: 'string' } } }],
    ['data that looks like a reference', { enum: [{ $ref: 'https://example.com' }], default: { pattern: '(' } }],
    ['a linear pattern', { pattern: '^[a-z]+(-[a-z]+)*$' }],
    ['unknown formats and keywords', { type: 'string', format: 'markdown', widget: 'big' }],
  ])('lets %s pass', (_, schema) => {
    expect(schemaFlaw(schema)).toBeNull();
  });

  it.each<[string, JsonObject, RegExp]>([
    ['an unknown type', { properties: { a: { type: 'objekt' } } }, /^at properties\.a\.type it must be/],
    ['a reference outside', { items: { $ref: 'https://example.com/x.json' } }, /outside itself/],
    ['a reference to nothing', { items: { $ref: '#/$defs/ghost' } }, /not in it/],
    [
      'a reference to an anchor that is nowhere',
      { items: { $ref: '#ghost' }, enum: [{ $anchor: 'ghost' }] },
      /not in it/,
    ],
    ['a dynamic reference outside', { items: { $dynamicRef: 'https://example.com/#x' } }, /outside itself/],
    ['a reference that is no pointer', { items: { $ref: '#/%E0%A4%A' } }, /not in it/],
    ['a broken pattern', { properties: { a: { pattern: '(' } } }, /cannot be used/],
    ['a pattern that needs backtracking', { patternProperties: { '(a)\\1': {} } }, /cannot be used/],
    ['a huge schema', { description: 'x'.repeat(70_000) }, /64 kB/],
  ])('refuses %s', (_, schema, expected) => {
    expect(schemaFlaw(schema)).toMatch(expected);
  });
});

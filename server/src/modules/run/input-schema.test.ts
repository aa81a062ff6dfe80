import type { Json, JsonObject } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { schemaFlaw } from '../../compiler/validate/json-schema-flaws';
import { makeSchemaChecker } from './input-schema';

function problems(schema: JsonObject, value: Json) {
  const checker = makeSchemaChecker(schema);
  if ('unusable' in checker) throw new Error(checker.unusable);
  return checker.check(value);
}
const unusable = (schema: JsonObject): string => {
  const checker = makeSchemaChecker(schema);
  return 'unusable' in checker ? checker.unusable : '';
};

const report = {
  type: 'object',
  properties: { title: { type: 'string', minLength: 3 }, labels: { type: 'array', items: { enum: ['bug', 'idea'] } } },
  required: ['title'],
  additionalProperties: false,
};

describe('checking a value against a schema of a user', () => {
  it('lets through what follows it', () => {
    expect(problems(report, { title: 'Cart crashes', labels: ['bug'] })).toEqual([]);
    expect(problems({}, 'anything')).toEqual([]);
  });

  it.each<[string, Json, string[], RegExp]>([
    ['a missing field', {}, ['title'], /title is missing/],
    ['a wrong type', { title: 7 }, ['title'], /must be string/],
    ['a field too many', { title: 'long enough', size: 1 }, ['size'], /size is not allowed/],
    ['a value deep inside', { title: 'long enough', labels: ['bug', 'rant'] }, ['labels', '1'], /"bug","idea"/],
    ['something else altogether', 'text', [], /^The input must be object/],
  ])('points at %s', (_case, value, path, message) => {
    const [problem, ...others] = problems(report, value);
    expect(others).toEqual([]);
    expect(problem).toEqual({ path, message: expect.stringMatching(message) });
  });

  it('reads keys with slashes and tildes', () => {
    expect(problems({ properties: { 'a/b~c': { type: 'number' } } }, { 'a/b~c': '' })[0]?.path).toEqual(['a/b~c']);
  });

  it('says every missing field at once', () => {
    expect(problems({ required: ['a', 'b'] }, {}).map(({ path }) => path)).toEqual([['a'], ['b']]);
  });

  it('accepts schemas that name an older draft, and formats it does not know', () => {
    const schema = { $schema: 'http://json-schema.org/draft-07/schema#', properties: { at: { format: 'whenever' } } };
    expect(problems(schema, { at: 'x' })).toEqual([]);
  });

  it('follows references inside the schema, also to itself', () => {
    const tree = {
      $ref: '#/$defs/node',
      $defs: { node: { properties: { next: { $ref: '#/$defs/node' }, n: { type: 'number' } } } },
    };
    expect(problems(tree, { n: 1, next: { n: 2, next: { n: 'x' } } })[0]?.path).toEqual(['next', 'next', 'n']);
  });
});

describe('a schema that means harm', () => {
  it('cannot make a pattern run for ever (E7)', () => {
    const evil = { pattern: '^(a+)+$' };
    expect(problems(evil, `${'a'.repeat(50_000)}!`)).toHaveLength(1);
    expect(problems(evil, 'aaa')).toEqual([]);
    expect(problems({ patternProperties: { '^(x+x+)+y$': {} } }, { ['x'.repeat(10_000)]: 1 })).toEqual([]);
  });

  it.each([
    ['refers to another machine', { $ref: 'http://169.254.169.254/latest/meta-data' }],
    ['refers to a file', { $ref: 'file:///etc/passwd' }],
    ['looks back in a pattern', { pattern: '(a)\\1' }],
    ['looks around in a pattern', { pattern: '(?=a)b' }],
    ['is no schema', { type: 'banana' }],
    ['is large', { description: 'x'.repeat(70_000) }],
    ['names code in a keyword', { properties: { a: { $ref: '#/nowhere' } } }],
    ['names an anchor that is nowhere', { items: { $ref: '#ghost' } }],
  ])('is refused when it %s, by the compiler too', (_case, schema) => {
    expect(unusable(schema)).not.toBe('');
    expect(schemaFlaw(schema)).not.toBeNull();
  });

  it('ends when it refers to itself without getting anywhere', () => {
    const schema = { $ref: '#/$defs/a', $defs: { a: { allOf: [{ $ref: '#/$defs/a' }] } } };
    expect(problems(schema, {})[0]?.message).toMatch(/could not be checked/);
  });

  it('is stopped when checking would take as long as one likes', () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => {
        const next = { $ref: `#/$defs/l${level + 1}` };
        return [`l${level}`, level === 39 ? { type: 'string' } : { anyOf: [next, next, next] }];
      }),
    );
    expect(problems({ $ref: '#/$defs/l0', $defs } as JsonObject, 1)[0]?.message).toMatch(/could not be checked/);
    expect(problems(report, { title: 'still working' })).toEqual([]);
  });

  it('treats hostile keys as plain data (G8, G16)', () => {
    const schema = JSON.parse('{"properties": {"__proto__": {"type": "number"}, "constructor": {"type": "string"}}}');
    expect(problems(schema, { constructor: 'x' } as JsonObject)).toEqual([]);
    const quoted = `']); process.exit(1); //`;
    expect(problems({ required: [quoted], properties: { [quoted]: { const: quoted } } }, { [quoted]: 1 })).toHaveLength(
      1,
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

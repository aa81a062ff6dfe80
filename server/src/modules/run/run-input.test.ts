import type { Json, JsonObject, WorkspaceId } from '@muster/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { schemaFlaw } from '../../compiler/validate/json-schema-flaws';
import { createSchemaChecks } from '../../json-schema/schema-checks';
import { SeveralErrors } from '../../shared/failures';
import { checkRunInput } from './run-input';

const schemas = createSchemaChecks();
afterAll(() => schemas.close());
const workspaceId = 'ada' as WorkspaceId;

/** What is wrong with an input, as places and sentences. */
async function problems(schema: JsonObject, value: Json): Promise<{ path: string[]; message: string }[]> {
  try {
    await checkRunInput(schemas, workspaceId, { inputSchema: schema }, value);
    return [];
  } catch (error) {
    const all = error instanceof SeveralErrors ? error.errors : [error as SeveralErrors];
    return all.map(({ inputPath, message }) => ({ path: (inputPath ?? []).slice(1), message }));
  }
}
const unusable = async (schema: JsonObject): Promise<string> => {
  const verdict = await schemas.check(workspaceId, schema);
  return verdict.kind === 'unusable' ? verdict.reason : '';
};

const report = {
  type: 'object',
  properties: { title: { type: 'string', minLength: 3 }, labels: { type: 'array', items: { enum: ['bug', 'idea'] } } },
  required: ['title'],
  additionalProperties: false,
};

describe('checking a value against a schema of a user', () => {
  it('lets through what follows it', async () => {
    expect(await problems(report, { title: 'Cart crashes', labels: ['bug'] })).toEqual([]);
    expect(await problems({}, 'anything')).toEqual([]);
  });

  it.each<[string, Json, string[], RegExp]>([
    ['a missing field', {}, ['title'], /title is missing/],
    ['a wrong type', { title: 7 }, ['title'], /must be string/],
    ['a field too many', { title: 'long enough', size: 1 }, ['size'], /size is not allowed/],
    ['a value deep inside', { title: 'long enough', labels: ['bug', 'rant'] }, ['labels', '1'], /"bug","idea"/],
    ['something else altogether', 'text', [], /^The input must be object/],
  ])('points at %s', async (_case, value, path, message) => {
    const [problem, ...others] = await problems(report, value);
    expect(others).toEqual([]);
    expect(problem).toEqual({ path, message: expect.stringMatching(message) });
  });

  it('reads keys with slashes and tildes', async () => {
    expect((await problems({ properties: { 'a/b~c': { type: 'number' } } }, { 'a/b~c': '' }))[0]?.path).toEqual([
      'a/b~c',
    ]);
  });

  it('says every missing field at once', async () => {
    expect((await problems({ required: ['a', 'b'] }, {})).map(({ path }) => path)).toEqual([['a'], ['b']]);
  });

  it('accepts schemas that name an older draft, and formats it does not know', async () => {
    const schema = { $schema: 'http://json-schema.org/draft-07/schema#', properties: { at: { format: 'whenever' } } };
    expect(await problems(schema, { at: 'x' })).toEqual([]);
  });

  it('follows references inside the schema, also to itself', async () => {
    const tree = {
      $ref: '#/$defs/node',
      $defs: { node: { properties: { next: { $ref: '#/$defs/node' }, n: { type: 'number' } } } },
    };
    expect((await problems(tree, { n: 1, next: { n: 2, next: { n: 'x' } } }))[0]?.path).toEqual(['next', 'next', 'n']);
  });
});

describe('a schema that means harm', () => {
  it('cannot make a pattern run for ever (E7)', async () => {
    const evil = { pattern: '^(a+)+$' };
    expect(await problems(evil, `${'a'.repeat(50_000)}!`)).toHaveLength(1);
    expect(await problems(evil, 'aaa')).toEqual([]);
    expect(await problems({ patternProperties: { '^(x+x+)+y$': {} } }, { ['x'.repeat(10_000)]: 1 })).toEqual([]);
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
  ])('is refused when it %s, by the compiler too', async (_case, schema) => {
    expect(await unusable(schema)).not.toBe('');
    expect(schemaFlaw(schema)).not.toBeNull();
  });

  it('ends when it refers to itself without getting anywhere', async () => {
    const schema = { $ref: '#/$defs/a', $defs: { a: { allOf: [{ $ref: '#/$defs/a' }] } } };
    expect((await problems(schema, {}))[0]?.message).toMatch(/could not be checked/);
  });

  it('is stopped when checking would take as long as one likes', async () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, level) => {
        const next = { $ref: `#/$defs/l${level + 1}` };
        return [`l${level}`, level === 39 ? { type: 'string' } : { anyOf: [next, next, next] }];
      }),
    );
    expect((await problems({ $ref: '#/$defs/l0', $defs } as JsonObject, 1))[0]?.message).toMatch(
      /could not be checked/,
    );
    expect(await problems(report, { title: 'still working' })).toEqual([]);
  });

  it('Q16 is stopped when the work is in the value: 200,000 objects that must be unique', async () => {
    const value = Array.from({ length: 200_000 }, (_, n) => ({ n }));
    const checking = problems({ type: 'array', uniqueItems: true }, value);
    let turns = 0;
    let timer = setImmediate(function turn() {
      turns += 1;
      timer = setImmediate(turn);
    });
    expect((await checking)[0]?.message).toMatch(/could not be checked: that takes too long/);
    clearImmediate(timer);
    // This thread went on meanwhile, and the next check finds another child.
    expect(turns).toBeGreaterThan(10);
    expect(await problems(report, { title: 'still working' })).toEqual([]);
  });

  it('Q16 is refused when too many checks of the workspace wait, while others are served', async () => {
    const many = Array.from({ length: 80 }, () => schemas.check(workspaceId, report, { title: 'x' }));
    const other = schemas.check('grace', report, { title: 'another workspace' });
    const outcomes = await Promise.allSettled(many);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(16);
    expect(refused[0]).toMatchObject({ reason: { code: 'RATE_LIMITED', retryAfterMs: 1000 } });
    expect(await other).toEqual({ kind: 'valid' });
  });

  it('treats hostile keys as plain data (G8, G16)', async () => {
    const schema = JSON.parse('{"properties": {"__proto__": {"type": "number"}, "constructor": {"type": "string"}}}');
    expect(await problems(schema, { constructor: 'x' } as JsonObject)).toEqual([]);
    const quoted = `']); process.exit(1); //`;
    expect(
      await problems({ required: [quoted], properties: { [quoted]: { const: quoted } } }, { [quoted]: 1 }),
    ).toHaveLength(1);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

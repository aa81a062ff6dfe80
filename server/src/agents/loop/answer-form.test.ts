import type { JsonObject } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { schemaFlaw } from '../../compiler/validate/json-schema-flaws';
import { testForm } from '../../json-schema/testing/test-schemas';
import { assertSchema, readAnswer } from './answer-form';

describe('the form of an answer', () => {
  it.each<[string, JsonObject, string, string]>([
    ['a pattern with an escape of JavaScript', { type: 'string', pattern: '^\\u0041' }, '"Ada"', '"Grace"'],
    [
      'a tuple of JSON Schema 2020-12',
      { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] },
      '["a", 1]',
      '[1, "a"]',
    ],
    [
      'a definition',
      { $defs: { n: { type: 'number' } }, properties: { n: { $ref: '#/$defs/n' } } },
      '{"n":1}',
      '{"n":""}',
    ],
  ])('checks what the compiler accepts: %s', async (_what, schema, right, wrong) => {
    expect(schemaFlaw(schema)).toBeNull();
    await expect(assertSchema(testForm, schema)).resolves.toBeUndefined();
    expect(await readAnswer(testForm, right, schema)).toMatchObject({ ok: true });
    expect(await readAnswer(testForm, wrong, schema)).toMatchObject({ ok: false });
  });

  it('finds the JSON among words and in a code block', async () => {
    const schema = { type: 'object', required: ['n'] };
    for (const text of ['{"n":1}', 'Here it is: {"n":1}. Done.', '```json\n{"n":1}\n```']) {
      expect(await readAnswer(testForm, text, schema)).toEqual({ ok: true, data: { n: 1 } });
    }
  });

  it('says what is wrong, for the model to mend', async () => {
    expect(await readAnswer(testForm, '', undefined)).toMatchObject({ ok: false });
    expect(await readAnswer(testForm, 'no', { type: 'object' })).toEqual({
      ok: false,
      problem: 'Your answer is not JSON.',
    });
    expect(await readAnswer(testForm, '{}', { type: 'object', required: ['n'] })).toMatchObject({
      problem: expect.stringContaining("'n'"),
    });
  });
});

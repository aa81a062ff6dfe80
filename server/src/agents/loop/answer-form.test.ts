import type { JsonObject } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { schemaFlaw } from '../../compiler/validate/json-schema-flaws';
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
  ])('checks what the compiler accepts: %s', (_what, schema, right, wrong) => {
    expect(schemaFlaw(schema)).toBeNull();
    expect(() => assertSchema(schema)).not.toThrow();
    expect(readAnswer(right, schema)).toMatchObject({ ok: true });
    expect(readAnswer(wrong, schema)).toMatchObject({ ok: false });
  });

  it('finds the JSON among words and in a code block', () => {
    const schema = { type: 'object', required: ['n'] };
    for (const text of ['{"n":1}', 'Here it is: {"n":1}. Done.', '```json\n{"n":1}\n```']) {
      expect(readAnswer(text, schema)).toEqual({ ok: true, data: { n: 1 } });
    }
  });

  it('says what is wrong, for the model to mend', () => {
    expect(readAnswer('', undefined)).toMatchObject({ ok: false });
    expect(readAnswer('no', { type: 'object' })).toEqual({ ok: false, problem: 'Your answer is not JSON.' });
    expect(readAnswer('{}', { type: 'object', required: ['n'] })).toMatchObject({
      problem: expect.stringContaining("'n'"),
    });
  });
});

import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineNode } from './define-node';
import { inPort, modelField, outPort } from './fields';

const common = {
  type: 'test.greet',
  version: 1,
  title: 'Greet',
  group: 'Data' as const,
  doc: 'Greets.',
  glyph: 'greet',
  kinds: ['pipeline' as const],
  effects: 'pure' as const,
  config: z.strictObject({
    greeting: z.string(),
    people: z.array(z.strictObject({ name: z.string() })),
    limits: z.strictObject({ seconds: z.number() }).optional(),
  }),
  defaults: { greeting: 'Hello', people: [] },
  ports: { in: [inPort], out: [outPort] },
  summary: [],
  examples: [],
  run: async () => ({ output: null }),
};

it('a form names keys of the config, columns of its lists and keys inside its objects', () => {
  const name = { key: 'name' as const, label: 'Name', control: 'text' as const };
  const { form } = defineNode({
    ...common,
    form: [
      { key: 'greeting', label: 'Greeting', control: 'text' },
      { key: 'people', label: 'People', control: 'list', fields: [name] },
      { key: 'limits.seconds', label: 'Seconds', control: 'number' },
    ],
  });
  expect(form.map(({ key }) => key)).toEqual(['greeting', 'people', 'limits.seconds']);
});

it('does not compile with a key that the config does not have', () => {
  // @ts-expect-error: the config has no key "greating".
  defineNode({ ...common, form: [{ key: 'greating', label: 'Greeting', control: 'text' }] });
  // @ts-expect-error: the config has no key "model".
  defineNode({ ...common, form: [modelField] });
  const nick = { key: 'nick' as const, label: 'Nick', control: 'text' as const };
  // @ts-expect-error: a person has no key "nick".
  defineNode({ ...common, form: [{ key: 'people', label: 'People', control: 'list', fields: [nick] }] });
  // @ts-expect-error: the limits have no key "minutes".
  defineNode({ ...common, form: [{ key: 'limits.minutes', label: 'Minutes', control: 'number' }] });
  // @ts-expect-error: nothing to hide.
  defineNode({ ...common, form: [], hidden: ['secret'] });
});

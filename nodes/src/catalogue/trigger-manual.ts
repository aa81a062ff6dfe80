import { z } from 'zod';
import { jsonSchema } from '../kit/config';
import { defineNode } from '../kit/define-node';
import { outPort } from '../kit/fields';

/** Starts a run by hand or through the API. */
export const triggerManual = defineNode({
  type: 'trigger.manual',
  version: 1,
  title: 'Manual start',
  group: 'Start',
  doc: `Starts the pipeline when somebody presses Run or calls the API.

The run's input is checked against the **input schema**, a JSON Schema, before anything runs: input that breaks it is
refused with the place where it is wrong, and no run is made. The editor makes the run form from the same schema, so
give every field a \`title\`, and a \`description\` where the title is not enough.

The node passes the input on. Any node downstream can also reach it as \`$trigger\`.`,
  glyph: 'play',
  kinds: ['pipeline'],
  effects: 'pure',
  config: z.strictObject({ inputSchema: jsonSchema }),
  defaults: { inputSchema: { type: 'object', properties: {} } },
  ports: { in: [], out: [outPort] },
  form: [
    {
      key: 'inputSchema',
      label: 'Input',
      control: 'schema',
      help: 'The fields a run is started with. Required fields must be there; leave it empty to accept anything.',
    },
  ],
  summary: ['{inputSchema.properties|keys}', 'starts with any input'],
  output: [{ from: 'schema', key: 'inputSchema' }],
  examples: [
    {
      title: 'A bug report with a title and a text',
      config: {
        inputSchema: {
          type: 'object',
          properties: { title: { type: 'string' }, report: { type: 'string' } },
          required: ['title', 'report'],
        },
      },
      input: { title: 'Cart crashes', report: 'It crashes when the cart is empty.' },
      output: { title: 'Cart crashes', report: 'It crashes when the cart is empty.' },
    },
    { title: 'Any input at all', config: {}, input: 'hello', output: 'hello' },
  ],
  lower: ({ inputSchema }) => ({ kind: 'trigger', inputSchema: inputSchema ?? null }),
});

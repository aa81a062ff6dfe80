import { z } from 'zod';
import { dynamicValue, wholeInput } from '../kit/config';
import { defineNode } from '../kit/define-node';
import { inPort } from '../kit/fields';

/** Ends the run. */
export const flowStop = defineNode({
  type: 'flow.stop',
  version: 1,
  title: 'Stop',
  group: 'Flow',
  doc: `Ends the whole run, here and now.

With outcome **succeed** the value becomes the run's output. With outcome **fail** the run fails, and the value is the
message people read. Nodes already running on other branches finish, and nothing new starts.

A pipeline does not need a stop: without one it ends when there is nothing left to do.`,
  glyph: 'stop',
  kinds: ['pipeline'],
  effects: 'pure',
  config: z.strictObject({
    outcome: z.enum(['succeed', 'fail']).default('succeed'),
    value: dynamicValue.default(wholeInput),
  }),
  defaults: { outcome: 'succeed', value: wholeInput },
  ports: { in: [inPort], out: [] },
  form: [
    {
      key: 'outcome',
      label: 'Outcome',
      control: 'select',
      options: [
        { value: 'succeed', label: 'Succeed' },
        { value: 'fail', label: 'Fail' },
      ],
    },
    {
      key: 'value',
      label: 'Value',
      control: 'value',
      help: "The run's output when it succeeds; the message when it fails.",
    },
  ],
  summary: ['ends the run: {outcome}'],
  examples: [
    {
      title: 'End with a result',
      config: { outcome: 'succeed', value: { $ref: { node: '$input', path: ['answer'] } } },
      input: { answer: 42 },
      output: 42,
    },
    {
      title: 'Fail with a message',
      config: {
        outcome: 'fail',
        value: { $template: ['No such customer: ', { $ref: { node: '$input', path: ['id'] } }] },
      },
      input: { id: 'c-9' },
      output: 'No such customer: c-9',
    },
  ],
  lower: ({ outcome, value }) => ({ kind: 'stop', outcome, value }),
});

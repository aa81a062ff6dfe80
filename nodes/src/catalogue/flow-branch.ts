import { condition } from '@muster/schema';
import { z } from 'zod';
import { wholeInput } from '../kit/config';
import { defineNode } from '../kit/define-node';
import { inPort } from '../kit/fields';

/** Goes one of two ways. */
export const flowBranch = defineNode({
  type: 'flow.branch',
  version: 1,
  title: 'Branch',
  group: 'Flow',
  doc: `Goes one of two ways, depending on a condition.

The condition is a comparison of two values, or an expression that is true or false. What came in goes on unchanged, by
port \`true\` or by port \`false\`. Nodes on the way not taken are skipped, and so is everything after them that nothing
else leads to.

_More than_, _at least_, _less than_ and _at most_ compare numbers as numbers and texts by alphabet; texts of numbers
count as numbers.`,
  glyph: 'branch',
  kinds: ['pipeline'],
  effects: 'pure',
  config: z.strictObject({ condition }),
  defaults: { condition: { left: wholeInput, operator: 'is-not-empty' } },
  ports: {
    in: [inPort],
    out: [
      { id: 'true', label: 'true', doc: 'Taken when the condition holds.' },
      { id: 'false', label: 'false', doc: 'Taken when it does not.' },
    ],
    canFail: true,
  },
  form: [
    {
      key: 'condition',
      label: 'Condition',
      control: 'condition',
      help: 'Compare two values, or write an expression that is true or false.',
    },
  ],
  summary: [
    '{condition.left} {condition.operator|operator} {condition.right}',
    '{condition.left} {condition.operator|operator}',
    '{condition}',
  ],
  output: [{ from: 'input' }],
  examples: [
    {
      title: 'A number is large enough',
      config: { condition: { left: { $ref: { node: '$input', path: ['score'] } }, operator: 'at-least', right: 8 } },
      input: { score: 9 },
      output: { score: 9 },
      port: 'true',
    },
    {
      title: 'A text contains a word',
      config: {
        condition: { left: { $ref: { node: '$input', path: ['text'] } }, operator: 'contains', right: 'refund' },
      },
      input: { text: 'Where is my parcel?' },
      output: { text: 'Where is my parcel?' },
      port: 'false',
    },
    {
      title: 'An expression',
      config: { condition: { $expr: '$count(input.items) > 1' } },
      input: { items: [1, 2] },
      output: { items: [1, 2] },
      port: 'true',
    },
  ],
  lower: (config) => ({
    kind: 'choose',
    cases: [{ port: 'true', when: config.condition }],
    otherwise: 'false',
  }),
});

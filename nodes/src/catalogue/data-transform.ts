import { z } from 'zod';
import { dynamicValue, wholeInput } from '../kit/config';
import { defineNode } from '../kit/define-node';
import { inPort, outPort } from '../kit/fields';

/** Reshapes data. */
export const dataTransform = defineNode({
  type: 'data.transform',
  version: 1,
  title: 'Transform',
  group: 'Data',
  doc: `Makes a new value out of values that are already there.

**Output** is any JSON, in which references, text templates and expressions may stand anywhere. Build an object field by
field, write a text with references in it, or use one [JSONata](https://jsonata.org) expression for everything, for
example \`$sum(nodes.cart.items.price)\`.

It touches nothing outside the run, so a chain of transforms costs one durable step. It fails when an expression cannot
be evaluated.`,
  glyph: 'transform',
  kinds: ['pipeline'],
  effects: 'pure',
  config: z.strictObject({ output: dynamicValue }),
  defaults: { output: wholeInput },
  ports: { in: [inPort], out: [outPort], canFail: true },
  form: [
    {
      key: 'output',
      label: 'Output',
      control: 'value',
      help: 'The value this node produces. Type @ to insert what an earlier node produced.',
    },
  ],
  summary: ['{output}'],
  output: [{ from: 'value', key: 'output' }],
  examples: [
    {
      title: 'Pass the input on unchanged',
      config: { output: { $ref: { node: '$input', path: [] } } },
      input: { severity: 'high' },
      output: { severity: 'high' },
    },
    {
      title: 'A text with a reference in it',
      config: {
        output: { reply: { $template: ['Thanks, we filed "', { $ref: { node: '$input', path: ['title'] } }, '".'] } },
      },
      input: { title: 'Cart crashes' },
      output: { reply: 'Thanks, we filed "Cart crashes".' },
    },
    {
      title: 'A sum by expression',
      config: { output: { total: { $expr: '$sum(input.items.price)' } } },
      input: { items: [{ price: 2 }, { price: 3.5 }] },
      output: { total: 5.5 },
    },
  ],
  run: async ({ config }) => ({ output: config.output }),
});

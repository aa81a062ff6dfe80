import { z } from 'zod';
import { defineNode } from '../kit/define-node';
import { inPort, outPort } from '../kit/fields';

/** Brings branches together. */
export const flowMerge = defineNode({
  type: 'flow.merge',
  version: 1,
  title: 'Merge',
  group: 'Flow',
  doc: `Brings several ways together into one.

With **join: all** (the default) it waits until every way that leads here has either arrived or turned out not to be
taken. With **join: any** it goes on with the first that arrives and ignores the others.

What came in goes on: the value itself when one way arrived, an object keyed by node id when several did. When no way
arrives the merge is skipped, like everything after it.`,
  glyph: 'merge',
  kinds: ['pipeline'],
  effects: 'pure',
  config: z.strictObject({}),
  defaults: {},
  ports: { in: [inPort], out: [outPort] },
  form: [],
  summary: ['brings branches together'],
  output: [{ from: 'input' }],
  examples: [
    { title: 'After a branch', config: {}, input: { reply: 'Thanks.' }, output: { reply: 'Thanks.' } },
    {
      title: 'After two parallel nodes',
      config: {},
      input: { left: 1, right: 2 },
      output: { left: 1, right: 2 },
    },
  ],
  lower: () => ({ kind: 'pass' }),
});

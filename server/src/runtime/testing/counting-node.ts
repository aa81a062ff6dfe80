import { defineNode, type NodeDefinition } from '@muster/nodes';
import { z } from 'zod';

/** A node whose side effect is counted by a server outside, which answers when it likes. */
export const countingNode = (counterUrl: string): NodeDefinition =>
  defineNode({
    type: 'test.work',
    version: 1,
    title: 'Count',
    group: 'Data',
    doc: 'Tells the counter that it ran.',
    glyph: 'transform',
    kinds: ['pipeline'],
    effects: 'write',
    config: z.looseObject({}),
    defaults: {},
    ports: { in: [], out: [{ id: 'out', label: 'out' }] },
    form: [],
    summary: [],
    examples: [],
    run: async ({ ctx }) => {
      const answer = await fetch(`${counterUrl}/${ctx.nodeId}`, { method: 'POST', signal: ctx.signal });
      return { output: await answer.text() };
    },
  });

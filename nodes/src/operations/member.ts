import { z } from 'zod';
import { agentSpec } from './agent-spec';
import { defineOperation } from './define-operation';

/** One agent of a squad; other members and the squad itself call its function. */
export const memberOperation = defineOperation({
  kind: 'member',
  shape: { agent: agentSpec, lead: z.boolean() },
  facts: ({ agent, lead }) => ({
    fuse: 'never',
    ownFunction: 'member',
    agent,
    edgesAreTools: true,
    leads: lead,
    budget: agent.budget ?? null,
  }),
  withName: (operation, name) => ({ ...operation, agent: { ...operation.agent, name: operation.agent.name || name } }),
});

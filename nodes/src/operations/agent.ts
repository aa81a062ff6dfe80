import { agentSpec } from './agent-spec';
import { defineOperation } from './define-operation';

/** Gives one agent a task; the agent is a function of its own. */
export const agentOperation = defineOperation({
  kind: 'agent',
  shape: { agent: agentSpec },
  // The call, and one more step to record that it failed.
  facts: ({ agent }) => ({
    fuse: 'never',
    stepsInScope: 2,
    ownFunction: 'agent',
    agent,
    budget: agent.budget ?? null,
  }),
  withName: (operation, name) => ({ ...operation, agent: { ...operation.agent, name: operation.agent.name || name } }),
});

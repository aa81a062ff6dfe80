import { registerEnumType } from 'type-graphql';

/** Names in the public schema, and the words the graph document uses. */
export const WorkflowKindEnum = { PIPELINE: 'pipeline', SQUAD: 'squad' } as const;

registerEnumType(WorkflowKindEnum, {
  name: 'WorkflowKind',
  description: 'What the graph of a workflow describes.',
  valuesConfig: {
    PIPELINE: { description: 'Tasks, conditions and waits in an order.' },
    SQUAD: { description: 'A team of agents, and who may talk to whom.' },
  },
});

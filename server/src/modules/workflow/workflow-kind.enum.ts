import { registerEnumType } from 'type-graphql';

/** Names in the public schema, and the words the graph document uses. */
export const WorkflowKindEnum = { PIPELINE: 'pipeline', SQUAD: 'squad' } as const;

registerEnumType(WorkflowKindEnum, { name: 'WorkflowKind' });

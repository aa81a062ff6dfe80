import { Field, ID, InputType, Int } from 'type-graphql';
import { JsonScalar } from '../../graphql/scalars';
import type { WorkflowRecord } from './workflow.repository';
import { WorkflowKindEnum } from './workflow-kind.enum';

@InputType({ description: 'A workflow to create.' })
export class CreateWorkflowInput {
  @Field(() => String, { description: 'Name for people.' })
  name!: string;
  @Field(() => WorkflowKindEnum, { description: 'What the graph describes.' })
  kind!: WorkflowRecord['kind'];
  @Field(() => JsonScalar, { nullable: true, description: 'The first draft; a small one to start from when absent.' })
  graph?: unknown;
}

@InputType({ description: 'A draft to store.' })
export class SaveDraftInput {
  @Field(() => ID, { description: 'The workflow.' })
  workflowId!: string;
  @Field(() => Int, { description: 'The `draftRevision` you worked from.' })
  expectedRevision!: number;
  @Field(() => JsonScalar, { description: 'The whole graph document, 5 MB at most.' })
  graph!: unknown;
}

@InputType({ description: 'A workflow to rename.' })
export class RenameWorkflowInput {
  @Field(() => ID, { description: 'The workflow.' })
  workflowId!: string;
  @Field(() => String, { description: 'The new name.' })
  name!: string;
}

@InputType({ description: 'A workflow to delete.' })
export class DeleteWorkflowInput {
  @Field(() => ID, { description: 'The workflow.' })
  workflowId!: string;
}

import { Field, ID, InputType, Int } from 'type-graphql';
import { JsonScalar } from '../../graphql/scalars';
import type { WorkflowRecord } from './workflow.repository';
import { WorkflowKindEnum } from './workflow-kind.enum';

@InputType()
export class CreateWorkflowInput {
  @Field(() => String)
  name!: string;
  @Field(() => WorkflowKindEnum)
  kind!: WorkflowRecord['kind'];
  @Field(() => JsonScalar, { nullable: true, description: 'The first draft; a small one to start from when absent.' })
  graph?: unknown;
}

@InputType()
export class SaveDraftInput {
  @Field(() => ID)
  workflowId!: string;
  @Field(() => Int)
  expectedRevision!: number;
  @Field(() => JsonScalar)
  graph!: unknown;
}

@InputType()
export class RenameWorkflowInput {
  @Field(() => ID)
  workflowId!: string;
  @Field(() => String)
  name!: string;
}

@InputType()
export class DeleteWorkflowInput {
  @Field(() => ID)
  workflowId!: string;
}

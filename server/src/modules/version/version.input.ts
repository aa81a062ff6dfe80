import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class PublishWorkflowInput {
  @Field(() => ID)
  workflowId!: string;
  @Field(() => Int)
  expectedRevision!: number;
}

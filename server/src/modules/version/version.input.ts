import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'A draft to publish.' })
export class PublishWorkflowInput {
  @Field(() => ID, { description: 'The workflow.' })
  workflowId!: string;
  @Field(() => Int, { description: 'The `draftRevision` you worked from.' })
  expectedRevision!: number;
}

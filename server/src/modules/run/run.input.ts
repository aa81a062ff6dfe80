import { Field, ID, InputType } from 'type-graphql';
import { JsonScalar } from '../../graphql/scalars';

@InputType()
export class StartRunInput {
  @Field(() => ID)
  workflowId!: string;
  @Field(() => ID, { nullable: true, description: 'A version of this workflow; the published one when absent.' })
  versionId?: string;
  @Field(() => JsonScalar, { nullable: true, description: "Checked against the trigger's schema; `{}` when absent." })
  input?: unknown;
  @Field(() => String, { nullable: true })
  idempotencyKey?: string;
}

@InputType()
export class CancelRunInput {
  @Field(() => ID)
  runId!: string;
}

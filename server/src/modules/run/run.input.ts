import { Field, ID, InputType } from 'type-graphql';
import { JsonScalar } from '../../graphql/scalars';

@InputType({ description: 'A run to start.' })
export class StartRunInput {
  @Field(() => ID, { description: 'The workflow to run.' })
  workflowId!: string;
  @Field(() => ID, { nullable: true, description: 'A version of this workflow; the published one when absent.' })
  versionId?: string;
  @Field(() => ID, {
    nullable: true,
    description: 'The trigger node that starts the run. May be left out when the version has one `trigger.manual`.',
  })
  triggerNodeId?: string;
  @Field(() => JsonScalar, { nullable: true, description: "Checked against the trigger's schema; `{}` when absent." })
  input?: unknown;
  @Field(() => String, {
    nullable: true,
    description: '1 to 200 visible ASCII characters, unique in the workspace. The same key answers with the first run.',
  })
  idempotencyKey?: string;
}

@InputType({ description: 'A run to cancel.' })
export class CancelRunInput {
  @Field(() => ID, { description: 'The run.' })
  runId!: string;
}

import type { RunEvent } from '@muster/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, JsonScalar } from '../../graphql/scalars';

@ObjectType('RunEvent', {
  simpleResolvers: true,
  description: `One entry of a run's log. Stored events have seq 1, 2, 3 … without gaps; streamed model tokens have seq null.
Types: run.started run.waiting run.completed run.failed run.cancelled, node.started node.retrying node.waiting
node.completed node.failed node.skipped, agent.message agent.tool_call agent.tool_result agent.token.`,
})
export class RunEventType {
  @Field(() => ID)
  runId!: string;
  @Field(() => Int, { nullable: true })
  seq!: number | null;
  @Field(() => String)
  type!: RunEvent['type'];
  @Field(() => ID, { nullable: true })
  nodeId!: string | null;
  @Field(() => String, { nullable: true })
  iteration!: string | null;
  @Field(() => DateTimeScalar)
  at!: string;
  @Field(() => JsonScalar)
  data!: RunEvent['data'];
}

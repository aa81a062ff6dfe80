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
  @Field(() => ID, { description: 'The run it belongs to.' })
  runId!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'Position in the log, from 1; null for streamed model tokens, which are not stored.',
  })
  seq!: number | null;
  @Field(() => String, { description: 'One of the types above; pass over types you do not know.' })
  type!: RunEvent['type'];
  @Field(() => ID, { nullable: true, description: 'The node concerned; null for events of the run itself.' })
  nodeId!: string | null;
  @Field(() => String, { nullable: true, description: 'The iteration of that node.' })
  iteration!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  at!: string;
  @Field(() => JsonScalar, { description: 'Depends on the type; the run events reference has the shapes.' })
  data!: RunEvent['data'];
}

import { type Json, type NodeRunStatus, nodeRunStatuses, type RunFailure, type Usage } from '@muster/schema';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, JsonScalar } from '../../graphql/scalars';
import type { NodeRunView } from './run.repository';
import { RunError, UsageType } from './run.type';

const NodeRunStatusEnum = Object.fromEntries(nodeRunStatuses.map((status) => [status, status])) as {
  [Status in NodeRunStatus]: Status;
};
registerEnumType(NodeRunStatusEnum, { name: 'NodeRunStatus' });

@ObjectType({
  simpleResolvers: true,
  description:
    'One execution of one node. `iteration` is "" outside containers and squads, like "each:3" or "each:3/again:1" inside containers, and the way of the messages inside squads: the lead in node `fix` "fix:1", whoever answers the second call of the lead `ada` "fix:1/ada:2".',
})
export class NodeRun implements Omit<NodeRunView, 'runId'> {
  @Field(() => ID)
  id!: string;
  @Field(() => ID)
  nodeId!: string;
  @Field(() => String)
  iteration!: string;
  @Field(() => NodeRunStatusEnum)
  status!: NodeRunStatus;
  @Field(() => Int)
  attempt!: number;
  @Field(() => String, { nullable: true, description: 'The first port it emitted on.' })
  port!: string | null;
  @Field(() => [String], { description: 'Every port it emitted on.' })
  ports!: string[];
  @Field(() => JsonScalar, { nullable: true })
  input!: Json;
  @Field(() => JsonScalar, { nullable: true })
  output!: Json;
  @Field(() => RunError, { nullable: true })
  error!: RunFailure | null;
  @Field(() => UsageType)
  usage!: Usage;
  @Field(() => DateTimeScalar, { nullable: true })
  startedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true })
  finishedAt!: Date | null;
}

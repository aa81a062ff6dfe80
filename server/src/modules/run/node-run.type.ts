import { type NodeRunStatus, nodeRunStatuses, type RunFailure, type Usage } from '@muster/schema';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection';
import { DateTimeScalar } from '../../graphql/scalars';
import type { NodeRunView } from './node-run.repository';
import { RunError, UsageType } from './run.type';

export const NodeRunStatusEnum = Object.fromEntries(nodeRunStatuses.map((status) => [status, status])) as {
  [Status in NodeRunStatus]: Status;
};
registerEnumType(NodeRunStatusEnum, {
  name: 'NodeRunStatus',
  description: 'Where a node run stands.',
  valuesConfig: {
    RUNNING: { description: 'It works.' },
    WAITING: { description: 'It waits for a time, an event or a person.' },
    SUCCEEDED: { description: 'It ended and emitted its output.' },
    FAILED: { description: 'It ended with an error.' },
    SKIPPED: { description: 'No path that was taken leads to it.' },
    CANCELLED: { description: 'The run was cancelled while it worked or waited.' },
  },
});

/** `input` and `output` are declared in `run.resolver.ts`. */
@ObjectType({
  simpleResolvers: true,
  description:
    'One execution of one node. `iteration` is "" outside containers and squads, like "each:3" or "each:3/again:1" inside containers, and the way of the messages inside squads: the lead in node `fix` "fix:1", whoever answers the second call of the lead `ada` "fix:1/ada:2".',
})
export class NodeRun implements Omit<NodeRunView, 'runId'> {
  @Field(() => ID, { description: 'Identifies the node run.' })
  id!: string;
  @Field(() => ID, { description: "Id of the node in the version's graph." })
  nodeId!: string;
  @Field(() => String, { description: 'Which iteration; "" outside containers and squads.' })
  iteration!: string;
  @Field(() => NodeRunStatusEnum, { description: 'Where the node run stands.' })
  status!: NodeRunStatus;
  @Field(() => Int, { description: 'Number of the attempt, from 1.' })
  attempt!: number;
  @Field(() => String, { nullable: true, description: 'The first port it emitted on.' })
  port!: string | null;
  @Field(() => [String], { description: 'Every port it emitted on.' })
  ports!: string[];
  @Field(() => RunError, { nullable: true, description: 'Why it failed; null unless it did.' })
  error!: RunFailure | null;
  @Field(() => UsageType, { description: 'Model calls of this node run.' })
  usage!: Usage;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it first started; null for a skipped node.' })
  startedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it has not.' })
  finishedAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of node runs.' })
export class NodeRunConnection extends connectionOf(NodeRun) {}

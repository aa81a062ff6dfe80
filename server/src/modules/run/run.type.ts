import { type RunFailure, type RunStatus, runStatuses, type Usage } from '@muster/schema';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars';
import { connectionOf } from '../shared/connection';
import { Version } from '../version/version.type';

export const RunStatusEnum = Object.fromEntries(runStatuses.map((status) => [status, status])) as {
  [Status in RunStatus]: Status;
};
registerEnumType(RunStatusEnum, { name: 'RunStatus' });

@ObjectType('Usage', {
  simpleResolvers: true,
  description: 'What models were used. Cost in US dollars, by our price table.',
})
export class UsageType implements Usage {
  @Field(() => Int)
  inputTokens!: number;
  @Field(() => Int)
  outputTokens!: number;
  @Field(() => Float)
  costUsd!: number;
  @Field(() => Int)
  modelCalls!: number;
}

@ObjectType({ simpleResolvers: true })
export class RunError {
  @Field(() => String)
  code!: string;
  @Field(() => String)
  message!: string;
  @Field(() => ID, { nullable: true })
  nodeId?: string;
}

@ObjectType({ simpleResolvers: true, description: 'A squad at work in a run, with the version it was pinned to.' })
export class RunSquad {
  @Field(() => ID, { description: 'The `squad.task` node that hands the task over.' })
  nodeId!: string;
  @Field(() => ID)
  workflowId!: string;
  @Field(() => Version)
  version!: Version;
}

/** Fields with a resolver (workflow, version, input, nodeRuns …) are declared in `run.resolver.ts`. */
@ObjectType({ simpleResolvers: true, description: 'One execution of one version, pinned to that version for ever.' })
export class Run {
  @Field(() => ID)
  id!: string;
  @Field(() => RunStatusEnum)
  status!: RunStatus;
  @Field(() => RunError, { nullable: true })
  error!: RunFailure | null;
  @Field(() => UsageType)
  usage!: Usage;
  @Field(() => Int, { description: 'Number of the newest stored event.' })
  lastSeq!: number;
  @Field(() => DateTimeScalar)
  createdAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true })
  startedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true })
  finishedAt!: Date | null;
}

@ObjectType({ simpleResolvers: true })
export class RunConnection extends connectionOf(Run) {}

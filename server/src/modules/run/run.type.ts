import { type Actor, type RunFailure, type RunStatus, runStatuses, type Usage } from '@muster/schema';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ActorType } from '../../graphql/actor.type';
import { connectionOf } from '../../graphql/connection';
import { DateTimeScalar } from '../../graphql/scalars';
import { Version } from '../version/version.type';

export const RunStatusEnum = Object.fromEntries(runStatuses.map((status) => [status, status])) as {
  [Status in RunStatus]: Status;
};
registerEnumType(RunStatusEnum, {
  name: 'RunStatus',
  description: 'Where a run stands.',
  valuesConfig: {
    QUEUED: { description: 'Accepted and stored; no node has started.' },
    RUNNING: { description: 'Nodes are working.' },
    WAITING: { description: 'Every unfinished node waits for a time, an event or a person.' },
    SUCCEEDED: { description: 'It ended with an output.' },
    FAILED: { description: 'It ended with an error.' },
    CANCELLED: { description: 'It was cancelled.' },
  },
});

@ObjectType('Usage', {
  simpleResolvers: true,
  description: 'What models were used. Cost in US dollars, by our price table.',
})
export class UsageType implements Usage {
  @Field(() => Int, { description: 'Tokens sent to models.' })
  inputTokens!: number;
  @Field(() => Int, { description: 'Tokens that models wrote.' })
  outputTokens!: number;
  @Field(() => Float, { description: 'US dollars, by the price table. Models without a known price count as 0.' })
  costUsd!: number;
  @Field(() => Int, { description: 'Calls to models, retries included.' })
  modelCalls!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Why a run or a node run failed.' })
export class RunError {
  @Field(() => String, { description: 'Stable code; the error reference lists them.' })
  code!: string;
  @Field(() => String, { description: 'What happened, for people.' })
  message!: string;
  @Field(() => ID, { nullable: true, description: 'The node that failed; null when no node did.' })
  nodeId?: string;
}

@ObjectType({ simpleResolvers: true, description: 'A squad at work in a run, with the version it was pinned to.' })
export class RunSquad {
  @Field(() => ID, { description: 'The `squad.task` node that hands the task over.' })
  nodeId!: string;
  @Field(() => ID, { description: 'The squad.' })
  workflowId!: string;
  @Field(() => Version, { description: 'The version of the squad this run uses.' })
  version!: Version;
}

/** Fields with a resolver (workflow, version, input, nodeRuns …) are declared in `run.resolver.ts`. */
@ObjectType({ simpleResolvers: true, description: 'One execution of one version, pinned to that version for ever.' })
export class Run {
  @Field(() => ID, { description: 'Identifies the run.' })
  id!: string;
  @Field(() => RunStatusEnum, { description: 'Where the run stands.' })
  status!: RunStatus;
  @Field(() => ID, {
    nullable: true,
    description:
      'The trigger node that started it; the others were skipped. Null for a squad, and for older runs of a version with several triggers.',
  })
  triggerNodeId!: string | null;
  @Field(() => ActorType, { description: 'Who or what started it.' })
  startedBy!: Actor;
  @Field(() => RunError, { nullable: true, description: 'Why it failed; null unless it did.' })
  error!: RunFailure | null;
  @Field(() => UsageType, { description: 'Model calls of the whole run, its squads included.' })
  usage!: Usage;
  @Field(() => Int, { description: 'Number of the newest stored event.' })
  lastSeq!: number;
  @Field(() => DateTimeScalar, { description: 'When the run was accepted.' })
  createdAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When its first node started; null while it is queued.' })
  startedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it has not.' })
  finishedAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'A page of runs.' })
export class RunConnection extends connectionOf(Run) {}

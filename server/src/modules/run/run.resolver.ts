import type { NodeRunStatus, RunStatus } from '@muster/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { afterArgument, firstArgument } from '../../graphql/connection';
import type { GraphQLContext } from '../../graphql/context';
import { payload } from '../../graphql/error-mapping';
import { JsonScalar } from '../../graphql/scalars';
import { inputArgument } from '../../graphql/user-error.type';
import { versionLoaders } from '../version/version.loaders';
import { Version } from '../version/version.type';
import { workflowLoaders } from '../workflow/workflow.loaders';
import { Workflow } from '../workflow/workflow.type';
import { Message, MessageConnection } from './message.type';
import type { NodeRunView } from './node-run.repository';
import { NodeRun, NodeRunConnection, NodeRunStatusEnum } from './node-run.type';
import { CancelRunInput, StartRunInput } from './run.input';
import { runLoaders } from './run.loaders';
import { CancelRunPayload, StartRunPayload } from './run.payload';
import type { MessageView, RunView } from './run.repository';
import type { RunService } from './run.service';
import { Run, RunConnection, RunSquad, RunStatusEnum } from './run.type';
import { RunEventType } from './run-event.type';
import type { StartRunService } from './start-run.service';

declare module '../../graphql/context' {
  interface Services {
    runs: RunService;
    startRun: StartRunService;
  }
}

@Resolver(() => Run)
export class RunResolver {
  @Query(() => Run, { nullable: true, description: 'One run; null when the workspace has none with this id.' })
  run(@Arg('id', () => ID, { description: 'Id of the run.' }) id: string, @Ctx() { viewer, services }: GraphQLContext) {
    return services.runs.find(viewer, id);
  }

  @Query(() => RunConnection, { description: 'Newest first.' })
  runs(
    @Arg('workflowId', () => ID, { nullable: true, description: 'Only runs of this workflow.' }) workflowId:
      | string
      | null,
    @Arg('status', () => RunStatusEnum, { nullable: true, description: 'Only runs with this status.' })
    status: RunStatus | null,
    @Arg('first', () => Int, firstArgument) first: number,
    @Arg('after', () => String, afterArgument) after: string | null,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return services.runs.list(viewer, { workflowId, status, first, after });
  }

  @Mutation(() => StartRunPayload, {
    description:
      'Starts the published version (or versionId). The same idempotencyKey in a workspace returns the first run.',
  })
  startRun(
    @Arg('input', () => StartRunInput, inputArgument) input: StartRunInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ run: null }, () => services.startRun.start(viewer, input));
  }

  @Mutation(() => CancelRunPayload, { description: 'After the answer no new node of the run starts.' })
  cancelRun(
    @Arg('input', () => CancelRunInput, inputArgument) input: CancelRunInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ run: null }, () => services.runs.cancel(viewer, input));
  }

  @FieldResolver(() => Workflow, { description: 'The workflow it runs.' })
  workflow(@Root() run: RunView, @Ctx() context: GraphQLContext) {
    return workflowLoaders(context).workflow.load(run.workflowId);
  }

  @FieldResolver(() => Version, { description: 'The version it runs from start to end.' })
  version(@Root() run: RunView, @Ctx() context: GraphQLContext) {
    return versionLoaders(context).version.load(run.versionId);
  }

  @FieldResolver(() => JsonScalar, { nullable: true, description: 'What the run was started with.' })
  input(@Root() run: RunView, @Ctx() context: GraphQLContext) {
    return runLoaders(context).input.load(run.id);
  }

  @FieldResolver(() => JsonScalar, { nullable: true, description: 'What the run returned; null until it succeeds.' })
  output(@Root() run: RunView, @Ctx() context: GraphQLContext) {
    return runLoaders(context).output.load(run.id);
  }

  @FieldResolver(() => NodeRunConnection, { description: 'In order of start. Skipped nodes too.' })
  nodeRuns(
    @Root() run: RunView,
    @Arg('first', () => Int, firstArgument) first: number,
    @Arg('after', () => String, afterArgument) after: string | null,
    @Arg('status', () => NodeRunStatusEnum, { nullable: true, description: 'Only node runs with this status.' })
    status: NodeRunStatus | null,
    @Ctx() context: GraphQLContext,
  ) {
    return runLoaders(context).nodeRuns({ first, after, status }).load(run.id);
  }

  @FieldResolver(() => NodeRun, {
    nullable: true,
    description: 'The node run of one node; null when the run has not come there.',
  })
  nodeRun(
    @Root() run: RunView,
    @Arg('nodeId', () => ID, { description: 'Id of the node in the graph.' }) nodeId: string,
    @Arg('iteration', () => String, { nullable: true, description: 'Which iteration; "" when absent.' })
    iteration: string | null,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return services.runs.nodeRun(viewer, run.id, { nodeId, iteration });
  }

  @FieldResolver(() => JsonScalar, {
    description:
      'How the run and all its node runs stand at event `seq`, without inputs and outputs, in columns: see the API guide. Follow the events after `seq` to stay up to date.',
  })
  snapshot(@Root() run: RunView, @Ctx() context: GraphQLContext) {
    return runLoaders(context).snapshot(run.id);
  }

  @FieldResolver(() => [RunEventType], { description: 'Stored events after afterSeq (0 when absent), oldest first.' })
  events(
    @Root() run: RunView,
    @Arg('first', () => Int, { description: 'Events in the page, 1 to 100.' }) first: number,
    @Arg('afterSeq', () => Int, { nullable: true, description: 'The last `seq` you have; 0 when absent.' })
    afterSeq: number | null,
    @Ctx() context: GraphQLContext,
  ) {
    return runLoaders(context).events(run.id, { first, afterSeq: afterSeq ?? 0 });
  }

  @FieldResolver(() => MessageConnection, { description: 'Oldest first.' })
  messages(
    @Root() run: RunView,
    @Arg('first', () => Int, firstArgument) first: number,
    @Arg('after', () => String, afterArgument) after: string | null,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return services.runs.messages(viewer, run.id, { first, after });
  }

  @FieldResolver(() => [RunSquad], { description: 'The squads this run hands tasks to, with their pinned versions.' })
  squads(@Root() run: RunView, @Ctx() { viewer, services }: GraphQLContext) {
    return services.runs.squads(viewer, run);
  }
}

@Resolver(() => NodeRun)
export class NodeRunResolver {
  @FieldResolver(() => JsonScalar, { nullable: true, description: 'What the node received as `$input`.' })
  input(@Root() row: NodeRunView, @Ctx() context: GraphQLContext) {
    return runLoaders(context).nodeRunInput.load(row.id);
  }

  @FieldResolver(() => JsonScalar, { nullable: true, description: 'What it emitted; null until it has.' })
  output(@Root() row: NodeRunView, @Ctx() context: GraphQLContext) {
    return runLoaders(context).nodeRunOutput.load(row.id);
  }
}

@Resolver(() => Message)
export class MessageResolver {
  @FieldResolver(() => JsonScalar, { description: 'In the shape of A2A parts: `[{ kind: "text", text }]`.' })
  parts(@Root() message: MessageView, @Ctx() context: GraphQLContext) {
    return runLoaders(context).messageParts.load(message.id);
  }
}

@Resolver(() => RunSquad)
export class RunSquadResolver {
  @FieldResolver(() => Version, { description: 'The version of the squad this run uses.' })
  version(@Root() squad: { versionId: RunView['versionId'] }, @Ctx() context: GraphQLContext) {
    return versionLoaders(context).version.load(squad.versionId);
  }
}

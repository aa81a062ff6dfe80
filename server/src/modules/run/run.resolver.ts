import type { RunStatus } from '@muster/schema';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { GraphQLContext } from '../../gateway/context';
import { payload } from '../../graphql/error-mapping';
import { loaders } from '../../graphql/loaders';
import { JsonScalar } from '../../graphql/scalars';
import { Version } from '../version/version.type';
import { Workflow } from '../workflow/workflow.type';
import { MessageConnection } from './message.type';
import { NodeRun } from './node-run.type';
import { CancelRunInput, StartRunInput } from './run.input';
import { CancelRunPayload, StartRunPayload } from './run.payload';
import type { RunView } from './run.repository';
import { Run, RunConnection, RunSquad, RunStatusEnum } from './run.type';

@Resolver(() => Run)
export class RunResolver {
  @Query(() => Run, { nullable: true })
  run(@Arg('id', () => ID) id: string, @Ctx() { viewer, services }: GraphQLContext) {
    return services.runs.find(viewer, id);
  }

  @Query(() => RunConnection, { description: 'Newest first.' })
  runs(
    @Arg('workflowId', () => ID, { nullable: true }) workflowId: string | null,
    @Arg('status', () => RunStatusEnum, { nullable: true }) status: RunStatus | null,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return services.runs.list(viewer, { workflowId, status, first, after });
  }

  @Mutation(() => StartRunPayload, {
    description:
      'Starts the published version (or versionId). The same idempotencyKey in a workspace returns the first run.',
  })
  startRun(@Arg('input', () => StartRunInput) input: StartRunInput, @Ctx() { viewer, services }: GraphQLContext) {
    return payload({ run: null }, () => services.startRun.start(viewer, input));
  }

  @Mutation(() => CancelRunPayload, { description: 'After the answer no new node of the run starts.' })
  cancelRun(@Arg('input', () => CancelRunInput) input: CancelRunInput, @Ctx() { viewer, services }: GraphQLContext) {
    return payload({ run: null }, () => services.runs.cancel(viewer, input));
  }

  @FieldResolver(() => Workflow)
  workflow(@Root() run: RunView, @Ctx() context: GraphQLContext) {
    return loaders(context).workflow.load(run.workflowId);
  }

  @FieldResolver(() => Version)
  version(@Root() run: RunView, @Ctx() context: GraphQLContext) {
    return loaders(context).version.load(run.versionId);
  }

  @FieldResolver(() => JsonScalar, { nullable: true })
  async input(@Root() run: RunView, @Ctx() context: GraphQLContext) {
    return (await loaders(context).runPayload.load(run.id)).input;
  }

  @FieldResolver(() => JsonScalar, { nullable: true })
  async output(@Root() run: RunView, @Ctx() context: GraphQLContext) {
    return (await loaders(context).runPayload.load(run.id)).output;
  }

  @FieldResolver(() => [NodeRun], { description: 'In the order in which they started.' })
  nodeRuns(@Root() run: RunView, @Ctx() context: GraphQLContext) {
    return loaders(context).nodeRuns.load(run.id);
  }

  @FieldResolver(() => MessageConnection, { description: 'Oldest first.' })
  messages(
    @Root() run: RunView,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return services.runs.messages(viewer, run.id, { first, after });
  }

  @FieldResolver(() => [RunSquad], { description: 'The squads this run hands tasks to, with their pinned versions.' })
  squads(@Root() run: RunView, @Ctx() { viewer, services }: GraphQLContext) {
    return services.runs.squads(viewer, run);
  }
}

@Resolver(() => RunSquad)
export class RunSquadResolver {
  @FieldResolver(() => Version)
  version(@Root() squad: { versionId: RunView['versionId'] }, @Ctx() context: GraphQLContext) {
    return loaders(context).version.load(squad.versionId);
  }
}

import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { afterArgument, firstArgument } from '../../graphql/connection';
import type { GraphQLContext } from '../../graphql/context';
import type { WorkflowRecord } from '../workflow/workflow.repository';
import { Workflow } from '../workflow/workflow.type';
import { runLoaders } from './run.loaders';
import { Run, RunConnection } from './run.type';

/** What runs add to a workflow. */
@Resolver(() => Workflow)
export class WorkflowRunsResolver {
  @FieldResolver(() => RunConnection, { description: 'Newest first.' })
  runs(
    @Root() workflow: WorkflowRecord,
    @Arg('first', () => Int, firstArgument) first: number,
    @Arg('after', () => String, afterArgument) after: string | null,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return services.runs.list(viewer, { workflowId: workflow.id, first, after });
  }

  @FieldResolver(() => Run, { nullable: true, description: 'The newest run.' })
  lastRun(@Root() workflow: WorkflowRecord, @Ctx() context: GraphQLContext) {
    return runLoaders(context).lastRun.load(workflow.id);
  }
}

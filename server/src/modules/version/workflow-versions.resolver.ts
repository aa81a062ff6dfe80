import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { afterArgument, firstArgument } from '../../graphql/connection';
import type { GraphQLContext } from '../../graphql/context';
import type { WorkflowRecord } from '../workflow/workflow.repository';
import { Workflow } from '../workflow/workflow.type';
import { versionLoaders } from './version.loaders';
import { Version, VersionConnection } from './version.type';

/** What versions add to a workflow. */
@Resolver(() => Workflow)
export class WorkflowVersionsResolver {
  @FieldResolver(() => Version, { nullable: true, description: 'The live version; null before the first publish.' })
  publishedVersion(@Root() workflow: WorkflowRecord, @Ctx() context: GraphQLContext) {
    return workflow.publishedVersionId && versionLoaders(context).version.load(workflow.publishedVersionId);
  }

  @FieldResolver(() => VersionConnection, { description: 'Newest first.' })
  versions(
    @Root() workflow: WorkflowRecord,
    @Arg('first', () => Int, firstArgument) first: number,
    @Arg('after', () => String, afterArgument) after: string | null,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return services.versions.list(viewer, workflow.id, { first, after });
  }
}

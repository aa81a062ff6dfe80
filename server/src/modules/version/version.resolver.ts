import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { GraphQLContext } from '../../gateway/context';
import { payload } from '../../graphql/error-mapping';
import { loaders } from '../../graphql/loaders';
import { JsonScalar } from '../../graphql/scalars';
import { inputArgument } from '../../graphql/user-error.type';
import { Workflow } from '../workflow/workflow.type';
import { PublishWorkflowInput } from './version.input';
import { PublishWorkflowPayload } from './version.payload';
import type { VersionRecord } from './version.repository';
import { Version } from './version.type';

@Resolver(() => Version)
export class VersionResolver {
  @Mutation(() => PublishWorkflowPayload, {
    description: 'Fails with GRAPH_INVALID and the diagnostics when the draft does not compile.',
  })
  publishWorkflow(
    @Arg('input', () => PublishWorkflowInput, inputArgument) input: PublishWorkflowInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    const empty = { version: null, workflow: null, diagnostics: [] };
    return payload(empty, () => services.versions.publish(viewer, input));
  }

  @FieldResolver(() => JsonScalar, { description: 'The graph document as it was published.' })
  graph(@Root() version: VersionRecord, @Ctx() context: GraphQLContext) {
    return loaders(context).versionGraph.load(version.id);
  }

  @FieldResolver(() => JsonScalar, { description: 'What it costs and touches at worst.' })
  report(@Root() version: VersionRecord, @Ctx() context: GraphQLContext) {
    return loaders(context).versionReport.load(version.id);
  }

  @FieldResolver(() => Workflow, { description: 'The workflow it was published from.' })
  workflow(@Root() version: VersionRecord, @Ctx() context: GraphQLContext) {
    return loaders(context).workflow.load(version.workflowId);
  }
}

import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { GraphQLContext } from '../../graphql/context';
import { payload } from '../../graphql/error-mapping';
import { JsonScalar } from '../../graphql/scalars';
import { inputArgument } from '../../graphql/user-error.type';
import { workflowLoaders } from '../workflow/workflow.loaders';
import { Workflow } from '../workflow/workflow.type';
import { PublishWorkflowInput } from './version.input';
import { versionLoaders } from './version.loaders';
import { PublishWorkflowPayload } from './version.payload';
import type { VersionRecord } from './version.repository';
import type { VersionService } from './version.service';
import { Version } from './version.type';

declare module '../../graphql/context' {
  interface Services {
    versions: VersionService;
  }
}

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
    return versionLoaders(context).graph.load(version.id);
  }

  @FieldResolver(() => JsonScalar, { description: 'What it costs and touches at worst.' })
  report(@Root() version: VersionRecord, @Ctx() context: GraphQLContext) {
    return versionLoaders(context).report.load(version.id);
  }

  @FieldResolver(() => Workflow, { description: 'The workflow it was published from.' })
  workflow(@Root() version: VersionRecord, @Ctx() context: GraphQLContext) {
    return workflowLoaders(context).workflow.load(version.workflowId);
  }
}

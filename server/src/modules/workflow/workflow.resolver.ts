import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { afterArgument, firstArgument } from '../../graphql/connection';
import type { GraphQLContext } from '../../graphql/context';
import { payload } from '../../graphql/error-mapping';
import { JsonScalar } from '../../graphql/scalars';
import { isSelected } from '../../graphql/selection';
import { inputArgument } from '../../graphql/user-error.type';
import { CreateWorkflowInput, DeleteWorkflowInput, RenameWorkflowInput, SaveDraftInput } from './workflow.input';
import { workflowLoaders } from './workflow.loaders';
import {
  CreateWorkflowPayload,
  DeleteWorkflowPayload,
  RenameWorkflowPayload,
  SaveDraftPayload,
} from './workflow.payload';
import type { WorkflowRecord } from './workflow.repository';
import type { WorkflowService } from './workflow.service';
import { Workflow, WorkflowConnection } from './workflow.type';
import { WorkflowKindEnum } from './workflow-kind.enum';

declare module '../../graphql/context' {
  interface Services {
    workflows: WorkflowService;
  }
}

@Resolver(() => Workflow)
export class WorkflowResolver {
  @Query(() => Workflow, {
    nullable: true,
    description: 'One workflow; null when the workspace has none with this id.',
  })
  workflow(
    @Arg('id', () => ID, { description: 'Id of the workflow.' }) id: string,
    @Ctx() context: GraphQLContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const { viewer, services } = context;
    if (!isSelected(info, 'draft')) return services.workflows.find(viewer, id);
    // Together, so that the draft is that of the revision.
    return context.answer.load(async (left) => {
      const found = await services.workflows.findWithDraft(viewer, id, left);
      return { bytes: found?.bytes ?? 0, value: found?.workflow ?? null };
    });
  }

  @Query(() => WorkflowConnection, { description: 'Newest first.' })
  workflows(
    @Arg('kind', () => WorkflowKindEnum, { nullable: true, description: 'Only workflows of this kind.' }) kind:
      | WorkflowRecord['kind']
      | null,
    @Arg('first', () => Int, firstArgument) first: number,
    @Arg('after', () => String, afterArgument) after: string | null,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return services.workflows.list(viewer, { kind, first, after });
  }

  @Mutation(() => CreateWorkflowPayload, { description: 'Creates a workflow with a draft at revision 1.' })
  createWorkflow(
    @Arg('input', () => CreateWorkflowInput, inputArgument) input: CreateWorkflowInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ workflow: null, diagnostics: [] }, () => services.workflows.create(viewer, input));
  }

  @Mutation(() => SaveDraftPayload, {
    description: 'Fails with DRAFT_CONFLICT, and the current draft, when expectedRevision is not the stored revision.',
  })
  saveDraft(
    @Arg('input', () => SaveDraftInput, inputArgument) input: SaveDraftInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ workflow: null, diagnostics: [] }, () => services.workflows.saveDraft(viewer, input));
  }

  @Mutation(() => RenameWorkflowPayload, { description: 'Changes the name; the slug stays.' })
  renameWorkflow(
    @Arg('input', () => RenameWorkflowInput, inputArgument) input: RenameWorkflowInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ workflow: null }, () => services.workflows.rename(viewer, input));
  }

  @Mutation(() => DeleteWorkflowPayload, { description: 'Runs in flight go on to their end on their version.' })
  deleteWorkflow(
    @Arg('input', () => DeleteWorkflowInput, inputArgument) input: DeleteWorkflowInput,
    @Ctx() { viewer, services }: GraphQLContext,
  ) {
    return payload({ workflowId: null }, () => services.workflows.remove(viewer, input));
  }

  @FieldResolver(() => JsonScalar, { description: 'The graph document as it is being drawn.' })
  async draft(@Root() workflow: WorkflowRecord, @Ctx() context: GraphQLContext) {
    return workflow.draft ?? (await workflowLoaders(context).draft.load(workflow.id));
  }
}

import {
  type Diagnostic,
  newId,
  type UserError,
  type WorkflowId,
  type WorkflowKind,
  type WorkspaceId,
} from '@muster/schema';
import { ExplainedError, notFound } from '../../shared/failures';
import { asId } from '../../shared/ids';
import { readName, slugOf } from '../../shared/names';
import { makePage, type Page, type PageArgs, readPage } from '../../shared/paging';
import type { Payload } from '../../shared/payload.repository';
import { requireScope, type Viewer } from '../../shared/viewer';
import type { CompileService } from '../compile/compile.service';
import type { Quotas } from '../quota/quota.service';
import { firstDraft } from './first-draft';
import type { WorkflowRecord, WorkflowRepository } from './workflow.repository';

interface Saved {
  workflow: WorkflowRecord | null;
  diagnostics: Diagnostic[];
}

/** Workflows and their drafts. What is not in the viewer's workspace does not exist for them. */
export function createWorkflowService(workflows: WorkflowRepository, compiler: CompileService, quotas: Quotas) {
  async function createWithFreeSlug(workspaceId: WorkspaceId, workflow: Parameters<WorkflowRepository['create']>[1]) {
    const { slug, id } = workflow;
    for (let copy = 1; copy <= 20; copy += 1) {
      const tried = copy === 1 ? slug : `${slug}-${copy}`;
      const created = await workflows.create(workspaceId, { ...workflow, slug: tried });
      if (created) return created;
    }
    return workflows.create(workspaceId, { ...workflow, slug: `${slug}-${id.slice(-10).toLowerCase()}` });
  }

  return {
    /** @throws UserError of the name or the graph; nothing is created then. */
    async create(viewer: Viewer | null, input: { name: string; kind: WorkflowKind; graph?: unknown }): Promise<Saved> {
      const { workspaceId } = requireScope(viewer, 'workflows:write');
      const name = readName(input.name);
      await quotas.requireWorkflow(workspaceId);
      const graph = input.graph ?? firstDraft(input.kind);
      const { draft, diagnostics } = await compiler.checkDraft(workspaceId, graph, input.kind);
      await quotas.requireStorage(workspaceId, draft.text.length);
      const workflow = { id: newId('workflow'), name, slug: slugOf(name), kind: input.kind, draft };
      return { workflow: await createWithFreeSlug(workspaceId, workflow), diagnostics };
    },

    /**
     * @throws UserError `NOT_FOUND`, one of the graph's codes, or `DRAFT_CONFLICT`, which shows the current workflow.
     */
    async saveDraft(
      viewer: Viewer | null,
      input: { workflowId: string; expectedRevision: number; graph: unknown },
    ): Promise<Saved> {
      const { workspaceId } = requireScope(viewer, 'workflows:write');
      const id = asId<WorkflowId>(input.workflowId);
      const current = id && (await workflows.findWithoutDraft(workspaceId, id));
      if (!current) throw notFound('workflow', 'workflowId');
      if (current.draftRevision !== input.expectedRevision) throw await conflict(workspaceId, current.id);
      const { draft, diagnostics } = await compiler.checkDraft(workspaceId, input.graph, current.kind);
      // It takes the place of the last one.
      const growth = draft.text.length - (await workflows.draftBytes(workspaceId, current.id));
      if (growth > 0) await quotas.requireStorage(workspaceId, growth);
      const saved = await workflows.saveDraft(workspaceId, current.id, input.expectedRevision, draft);
      if (!saved) throw await conflict(workspaceId, current.id);
      return { workflow: saved, diagnostics };
    },

    async rename(viewer: Viewer | null, input: { workflowId: string; name: string }) {
      const { workspaceId } = requireScope(viewer, 'workflows:write');
      const id = asId<WorkflowId>(input.workflowId);
      const workflow = id && (await workflows.rename(workspaceId, id, readName(input.name)));
      if (!workflow) throw notFound('workflow', 'workflowId');
      return { workflow };
    },

    /** Its runs go on to their end on the version they started with. */
    async remove(viewer: Viewer | null, input: { workflowId: string }) {
      const { workspaceId } = requireScope(viewer, 'workflows:write');
      const id = asId<WorkflowId>(input.workflowId);
      if (!id || !(await workflows.remove(workspaceId, id))) throw notFound('workflow', 'workflowId');
      return { workflowId: id };
    },

    async find(viewer: Viewer | null, id: string): Promise<WorkflowRecord | null> {
      const { workspaceId } = requireScope(viewer, 'workflows:read');
      const known = asId<WorkflowId>(id);
      return known && workflows.findWithoutDraft(workspaceId, known);
    },

    /** The same with its draft, which is left out when it has more than `mostBytes`. */
    async findWithDraft(viewer: Viewer | null, id: string, mostBytes: number) {
      const { workspaceId } = requireScope(viewer, 'workflows:read');
      const known = asId<WorkflowId>(id);
      return known && workflows.findWithDraft(workspaceId, known, mostBytes);
    },

    async list(
      viewer: Viewer | null,
      args: PageArgs & { kind?: WorkflowKind | null | undefined },
    ): Promise<Page<WorkflowRecord>> {
      const { workspaceId } = requireScope(viewer, 'workflows:read');
      const page = readPage(args);
      const kind = args.kind ?? null;
      const rows = await workflows.list(workspaceId, kind, page);
      const place = ({ createdAt, id }: WorkflowRecord) => ({ sort: createdAt.getTime(), id });
      return makePage(rows, page, place, () => workflows.count(workspaceId, kind));
    },

    /** For fields that refer to a workflow; deleted ones too, since their runs stay. */
    async byIds(viewer: Viewer | null, ids: readonly WorkflowId[]): Promise<WorkflowRecord[]> {
      return workflows.byIds(requireScope(viewer, 'workflows:read').workspaceId, ids);
    },

    /** Drafts, as far as all of them have at most `mostBytes`. */
    async drafts(viewer: Viewer | null, ids: readonly WorkflowId[], mostBytes: number): Promise<Payload[]> {
      return workflows.drafts(requireScope(viewer, 'workflows:read').workspaceId, ids, mostBytes);
    },
  };

  async function conflict(workspaceId: WorkspaceId, id: WorkflowId): Promise<UserError> {
    return draftConflict(await workflows.findKeptDraft(workspaceId, id));
  }
}
export type WorkflowService = ReturnType<typeof createWorkflowService>;

/** The failure of a writer that read another revision; `NOT_FOUND` when the workflow is gone by now. */
export function draftConflict(current: WorkflowRecord | null): UserError {
  if (!current) return notFound('workflow', 'workflowId');
  const message = `The draft was changed elsewhere: it is at revision ${current.draftRevision} now.`;
  return new ExplainedError('DRAFT_CONFLICT', message, { workflow: current }, ['expectedRevision']);
}

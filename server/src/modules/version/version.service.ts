import type { Diagnostic, UserId, VersionId, WorkflowId, WorkspaceId } from '@muster/schema';
import { ExplainedError, notFound } from '../../shared/failures';
import { asId } from '../../shared/ids';
import { makePage, type Page, type PageArgs, readPage } from '../../shared/paging';
import type { Payload } from '../../shared/payload.repository';
import { requireScope, type Viewer } from '../../shared/viewer';
import type { CompileService } from '../compile/compile.service';
import type { Quotas } from '../quota/quota.service';
import type { WorkflowRecord, WorkflowRepository } from '../workflow/workflow.repository';
import { draftConflict } from '../workflow/workflow.service';
import type { VersionPart, VersionRecord, VersionRepository } from './version.repository';

interface DraftToPublish {
  workflowId: string;
  expectedRevision: number;
}

interface Published {
  version: VersionRecord | null;
  workflow: WorkflowRecord | null;
  diagnostics: Diagnostic[];
}

/** Publishing, and reading what was published. */
export function createVersionService(
  versions: VersionRepository,
  workflows: WorkflowRepository,
  compiler: CompileService,
  quotas: Pick<Quotas, 'requireStorage'>,
) {
  /**
   * Compiles the draft and makes it the published version. Content that is published already gives that version again.
   * Asks nobody for permission: that is the caller's duty.
   * @throws UserError `NOT_FOUND`, `DRAFT_CONFLICT` (shows the workflow), `GRAPH_INVALID` (shows the diagnostics).
   */
  async function publishFor(workspaceId: WorkspaceId, userId: UserId, input: DraftToPublish): Promise<Published> {
    const id = asId<WorkflowId>(input.workflowId);
    const workflow = id && (await workflows.findKeptDraft(workspaceId, id));
    if (!workflow) throw notFound('workflow', 'workflowId');
    if (workflow.draftRevision !== input.expectedRevision) throw draftConflict(workflow);
    const { draft, diagnostics, compiled } = await compiler.checkKept(workspaceId, workflow);
    if (!compiled) throw new ExplainedError('GRAPH_INVALID', 'The draft does not compile.', { diagnostics });
    await quotas.requireStorage(workspaceId, draft.text.length + compiled.report.length);
    const contents = { ...compiled, graph: draft.text, publishedBy: userId };
    const version = await versions.publish(workspaceId, workflow.id, input.expectedRevision, contents);
    if (!version) throw draftConflict(await workflows.findKeptDraft(workspaceId, workflow.id));
    const current = await workflows.findWithoutDraft(workspaceId, workflow.id);
    return { version, workflow: current, diagnostics };
  }

  return {
    publishFor,

    /** `publishFor` in the name of the viewer. */
    async publish(viewer: Viewer | null, input: DraftToPublish): Promise<Published> {
      const { workspaceId, userId } = requireScope(viewer, 'workflows:write');
      return publishFor(workspaceId, userId, input);
    },

    async list(viewer: Viewer | null, workflowId: WorkflowId, args: PageArgs): Promise<Page<VersionRecord>> {
      const { workspaceId } = requireScope(viewer, 'workflows:read');
      const page = readPage(args);
      const rows = await versions.list(workspaceId, workflowId, page);
      const place = ({ number, id }: VersionRecord) => ({ sort: number, id });
      return makePage(rows, page, place, () => versions.count(workspaceId, workflowId));
    },

    async byIds(viewer: Viewer | null, ids: readonly VersionId[]): Promise<VersionRecord[]> {
      return versions.byIds(requireScope(viewer, 'workflows:read').workspaceId, ids);
    },

    /** One part of the contents of each, as far as all of them have at most `mostBytes`. */
    async contents(
      viewer: Viewer | null,
      part: VersionPart,
      ids: readonly VersionId[],
      mostBytes: number,
    ): Promise<Payload[]> {
      return versions.contents(requireScope(viewer, 'workflows:read').workspaceId, part, ids, mostBytes);
    },
  };
}
export type VersionService = ReturnType<typeof createVersionService>;

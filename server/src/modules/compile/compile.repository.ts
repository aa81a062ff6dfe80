import type { Database } from '@muster/prisma';
import type { CompileReport, WorkflowId, WorkspaceId } from '@muster/schema';
import type { SquadInfo } from '../../compiler/env';
import type { ExecutionPlan } from '../../compiler/plan';
import { inWorkspace } from '../shared/workspace-scope';

/** What the compiler asks of the workspace. */
export function createCompileRepository(db: Database) {
  return {
    /** Squads of the workspace among these ids, published or not. */
    async squads(workspaceId: WorkspaceId, ids: readonly WorkflowId[]): Promise<Map<string, SquadInfo>> {
      const rows = await db.workflow.findMany({
        where: { ...inWorkspace(workspaceId), id: { in: [...ids] }, kind: 'SQUAD', deletedAt: null },
        select: { id: true, name: true, publishedVersion: { select: { id: true, plan: true, report: true } } },
      });
      return new Map(rows.map(({ id, name, publishedVersion }) => [id, toSquad(name, publishedVersion)]));
    },
  };
}
export type CompileRepository = ReturnType<typeof createCompileRepository>;

function toSquad(name: string, version: { id: string; plan: unknown; report: unknown } | null): SquadInfo {
  if (!version) return { name, versionId: null, members: 0 };
  const members = (version.plan as ExecutionPlan).nodes.length;
  return { name, versionId: version.id, members, report: version.report as CompileReport };
}

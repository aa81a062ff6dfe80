import type { Database } from '@muster/prisma';
import type { WorkflowId, WorkspaceId } from '@muster/schema';
import type { SquadInfo } from '../../compiler/env';
import { inWorkspace } from '../../shared/workspace-scope';

interface SquadRow {
  id: string;
  name: string;
  versionId: string | null;
  members: number | null;
  calls: number | null;
  tokens: number | null;
  costUsd: number | null;
}

/** What the compiler asks of the workspace. */
export function createCompileRepository(db: Database) {
  return {
    /** Squads of the workspace among these ids, published or not. Of their reports only what is needed is read. */
    async squads(workspaceId: WorkspaceId, ids: readonly WorkflowId[]): Promise<Map<string, SquadInfo>> {
      const scope = inWorkspace(workspaceId);
      if (ids.length === 0) return new Map();
      const rows = await db.$queryRaw<SquadRow[]>`
        SELECT w.id, w.name, v.id AS "versionId", (v.report->>'nodes')::int AS members,
          (v.report->>'worstCaseModelCalls')::float8 AS calls, (v.report->>'worstCaseTokens')::float8 AS tokens,
          (v.report->>'worstCaseCostUsd')::float8 AS "costUsd"
        FROM "Workflow" w LEFT JOIN "Version" v ON v.id = w."publishedVersionId"
        WHERE w."workspaceId" = ${scope.workspaceId} AND w.id = ANY(${[...ids]}::text[])
          AND w.kind = 'SQUAD' AND w."deletedAt" IS NULL`;
      return new Map(rows.map((row) => [row.id, toSquad(row)]));
    },
  };
}
export type CompileRepository = ReturnType<typeof createCompileRepository>;

function toSquad({ name, versionId, members, calls, tokens, costUsd }: SquadRow): SquadInfo {
  if (versionId === null) return { name, versionId, members: 0 };
  const report = { worstCaseModelCalls: calls ?? 0, worstCaseTokens: tokens ?? 0, worstCaseCostUsd: costUsd };
  return { name, versionId, members: members ?? 0, report };
}

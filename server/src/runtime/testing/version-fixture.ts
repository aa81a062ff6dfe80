import type { Database } from '@muster/prisma';
import { newId, type VersionId, type WorkflowId, type WorkspaceId } from '@muster/schema';
import type { StoredVersion } from '../ports';
import { onlyTriggerOf } from './run-origin';

/** A published version that only the runtime looks at: workflow and version rows with this plan, and its only trigger. */
export async function storeVersion(
  db: Database,
  workspaceId: WorkspaceId,
  version: Omit<StoredVersion, 'versionId'> & { versionId?: VersionId },
): Promise<{ workflowId: WorkflowId; versionId: VersionId; triggerNodeId: string | null }> {
  const workflowId = newId('workflow');
  const versionId = version.versionId ?? newId('version');
  const kind = version.plan.kind === 'squad' ? 'SQUAD' : 'PIPELINE';
  await db.workflow.create({
    data: { id: workflowId, workspaceId, name: 'Fixture', slug: workflowId.toLowerCase(), kind, draft: {} },
  });
  const { plan, functions } = JSON.parse(JSON.stringify(version)) as { plan: object; functions: object };
  await db.version.create({
    data: {
      id: versionId,
      workspaceId,
      workflowId,
      number: 1,
      hash: versionId,
      graph: {},
      plan,
      functions,
      report: {},
    },
  });
  return { workflowId, versionId, triggerNodeId: onlyTriggerOf(version.plan) };
}

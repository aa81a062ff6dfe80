import type { Database } from '@muster/prisma';
import { newId, type VersionId, type WorkspaceId } from '@muster/schema';
import { recordPublication } from '../publication.repository';

/** Records that a version went live, as publishing does; `beforeCommit` holds the transaction open. */
export async function recordPublished(db: Database, beforeCommit?: () => Promise<void>): Promise<VersionId> {
  const versionId = newId('version');
  await db.$transaction(async (tx) => {
    const workspaceId = 'w1' as WorkspaceId;
    await recordPublication(tx, { kind: 'published', workspaceId, workflowId: newId('workflow'), versionId });
    await beforeCommit?.();
  });
  return versionId;
}

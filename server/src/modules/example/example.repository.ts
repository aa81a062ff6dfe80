import type { Database } from '@muster/prisma';
import type { UserId, WorkspaceId } from '@muster/schema';

/** Who is to receive the examples. The only repository that looks across workspaces: it serves `npm run seed`. */
export function createExampleRepository(db: Database) {
  return {
    /** One owner of each workspace. */
    async owners(): Promise<{ workspaceId: WorkspaceId; userId: UserId }[]> {
      const rows = await db.member.findMany({
        where: { role: 'owner' },
        distinct: ['organizationId'],
        orderBy: [{ organizationId: 'asc' }, { createdAt: 'asc' }],
        select: { organizationId: true, userId: true },
      });
      return rows.map(({ organizationId, userId }) => ({
        workspaceId: organizationId as WorkspaceId,
        userId: userId as UserId,
      }));
    },
  };
}
export type ExampleRepository = ReturnType<typeof createExampleRepository>;

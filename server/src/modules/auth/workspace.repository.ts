import { type Database, Prisma } from '@muster/prisma';
import type { UserId, WorkspaceId } from '@muster/schema';
import { generateId } from 'better-auth';

/** One person's place in one workspace. */
export interface Membership {
  workspaceId: WorkspaceId;
  role: string;
}

const waiting = JSON.stringify({ examples: 'pending' });

/** Workspaces (better-auth's organisations) and who belongs to them. */
export function createWorkspaceRepository(db: Database) {
  const select = { organizationId: true, role: true } as const;
  const toMembership = (row: { organizationId: string; role: string } | null): Membership | null =>
    row && { workspaceId: row.organizationId as WorkspaceId, role: row.role };

  return {
    async membership(userId: UserId, workspaceId: string): Promise<Membership | null> {
      const where = { organizationId_userId: { organizationId: workspaceId, userId } };
      return toMembership(await db.member.findUnique({ where, select }));
    },

    /** The oldest membership: the workspace of one's own, unless one has left it. */
    async firstMembership(userId: UserId): Promise<Membership | null> {
      const orderBy = [{ createdAt: 'asc' }, { id: 'asc' }] as const;
      return toMembership(await db.member.findFirst({ where: { userId }, orderBy: [...orderBy], select }));
    },

    /** Organisation and ownership together; false when the slug is taken: another request was faster, or they left it. */
    async createOwn(userId: UserId, name: string, slug: string): Promise<boolean> {
      try {
        await db.organization.create({
          data: {
            id: generateId(),
            name,
            slug,
            metadata: waiting,
            members: { create: { id: generateId(), userId, role: 'owner' } },
          },
        });
        return true;
      } catch (error) {
        if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return false;
        throw error;
      }
    },

    async nameOf(userId: UserId): Promise<string> {
      const user = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } });
      return user.name;
    },

    /** Workspaces this person owns that have not received the examples yet. */
    async withoutExamples(userId: UserId): Promise<WorkspaceId[]> {
      const rows = await db.organization.findMany({
        where: { metadata: waiting, members: { some: { userId, role: 'owner' } } },
        select: { id: true },
      });
      return rows.map((row) => row.id as WorkspaceId);
    },

    async markExamples(workspaceId: WorkspaceId): Promise<void> {
      await db.organization.update({ where: { id: workspaceId }, data: { metadata: null } });
    },
  };
}
export type WorkspaceRepository = ReturnType<typeof createWorkspaceRepository>;

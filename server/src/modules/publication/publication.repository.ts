import { type Database, type DatabaseTransaction, Prisma } from '@muster/prisma';
import type { VersionId, WorkflowId, WorkspaceId } from '@muster/schema';
import { inWorkspace } from '../../shared/workspace-scope';

/** The channel on which Postgres tells that the log of publications has grown. */
export const PUBLICATION_CHANNEL = 'muster_publication';

/** Transactions take this lock before they take a number of the log. */
const LOG_LOCK = 7_290_412;

/** The version of a workflow that new runs use. */
export interface LiveVersion {
  workspaceId: WorkspaceId;
  workflowId: WorkflowId;
  versionId: VersionId;
}

/** One entry of the log: a version went live, or the live version of a workflow was taken down. */
export interface Publication extends LiveVersion {
  /** Place in the log. Later entries have higher numbers; some numbers are missing. */
  seq: number;
  kind: 'published' | 'taken-down';
  /** The version that was live until then; null for the first one, and when a version is taken down. */
  replacedVersionId: VersionId | null;
}

/** How far a subscriber is, and how often it has failed since. */
export interface SubscriberClaim {
  position: number;
  attempts: number;
}

/**
 * Adds an entry to the log of publications. Call it last in the transaction that publishes or takes down: it makes
 * other publications wait until this transaction ends, so that numbers grow in the order of the commits.
 */
export async function recordPublication(
  tx: DatabaseTransaction,
  entry: Omit<Publication, 'seq' | 'replacedVersionId'> & { replacedVersionId?: string | null },
): Promise<void> {
  const { kind, workflowId, versionId, replacedVersionId = null } = entry;
  const { workspaceId } = inWorkspace(entry.workspaceId);
  // A reader that has seen a number never looks for a lower one again: none may be committed later.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOG_LOCK})`;
  await tx.$executeRaw`
    INSERT INTO "Publication" (kind, "workspaceId", "workflowId", "versionId", "replacedVersionId")
    VALUES (${kind === 'published' ? 'PUBLISHED' : 'TAKEN_DOWN'}::"PublicationKind", ${workspaceId}, ${workflowId},
      ${versionId}, ${replacedVersionId})`;
  await tx.$executeRaw`SELECT pg_notify(${PUBLICATION_CHANNEL}, '')`;
}

const inMs = (milliseconds: number) => Prisma.sql`now() + ${milliseconds}::float8 * interval '1 millisecond'`;

/** The log of publications and the positions of its subscribers. Serves every workspace; no viewer reads it. */
export function createPublicationRepository(db: Database) {
  return {
    /** Entries after this one, oldest first. */
    async after(seq: number, limit: number): Promise<Publication[]> {
      const rows = await db.publication.findMany({ where: { seq: { gt: seq } }, orderBy: { seq: 'asc' }, take: limit });
      return rows.map(
        ({ createdAt: _, ...row }) =>
          ({
            ...row,
            seq: Number(row.seq),
            kind: row.kind === 'PUBLISHED' ? 'published' : 'taken-down',
          }) as Publication,
      );
    },

    /** Every live version, and the last entry of the log at that moment. */
    async snapshot(): Promise<{ seq: number; live: LiveVersion[] }> {
      const [last, workflows] = await db.$transaction(
        [
          db.publication.aggregate({ _max: { seq: true } }),
          db.workflow.findMany({
            where: { deletedAt: null, publishedVersionId: { not: null } },
            select: { workspaceId: true, id: true, publishedVersionId: true },
          }),
        ],
        { isolationLevel: 'RepeatableRead' },
      );
      const live = workflows.map(
        ({ workspaceId, id, publishedVersionId }) =>
          ({ workspaceId, workflowId: id, versionId: publishedVersionId }) as LiveVersion,
      );
      return { seq: Number(last._max.seq ?? 0), live };
    },

    /** Adds the subscriber unless it is known. A new one starts before the first entry. */
    async addSubscriber(name: string): Promise<void> {
      await db.publicationSubscriber.createMany({ data: [{ name }], skipDuplicates: true });
    },

    /** Claims the subscriber for `leaseMs`. Null: nothing new, a retry that is not due, or another replica has it. */
    async claim(name: string, owner: string, leaseMs: number): Promise<SubscriberClaim | null> {
      const rows = await db.$queryRaw<{ position: bigint; attempts: number }[]>`
        UPDATE "PublicationSubscriber" s SET "leaseOwner" = ${owner}, "leaseUntil" = ${inMs(leaseMs)}
        WHERE s.name = ${name} AND s."retryAt" <= now()
          AND (s."leaseUntil" IS NULL OR s."leaseUntil" <= now() OR s."leaseOwner" = ${owner})
          AND EXISTS (SELECT FROM "Publication" p WHERE p.seq > s.position)
        RETURNING s.position, s.attempts`;
      const row = rows[0];
      return row ? { position: Number(row.position), attempts: row.attempts } : null;
    },

    /** Records what was handled and prolongs the lease. False when another replica has the subscriber now. */
    async advance(name: string, owner: string, seq: number, leaseMs: number): Promise<boolean> {
      const changed = await db.$executeRaw`
        UPDATE "PublicationSubscriber" SET position = ${seq}::bigint, attempts = 0, "leaseUntil" = ${inMs(leaseMs)}
        WHERE name = ${name} AND "leaseOwner" = ${owner} AND position < ${seq}::bigint`;
      return changed === 1;
    },

    /** Gives the subscriber back. */
    async release(name: string, owner: string): Promise<void> {
      const free = { leaseOwner: null, leaseUntil: null };
      await db.publicationSubscriber.updateMany({ where: { name, leaseOwner: owner }, data: free });
    },

    /** Gives the subscriber back after a failure, to be tried again after `delayMs`. */
    async retryLater(name: string, owner: string, delayMs: number): Promise<void> {
      await db.$executeRaw`
        UPDATE "PublicationSubscriber" SET attempts = attempts + 1, "retryAt" = ${inMs(delayMs)},
          "leaseOwner" = NULL, "leaseUntil" = NULL
        WHERE name = ${name} AND "leaseOwner" = ${owner}`;
    },
  };
}
export type PublicationRepository = ReturnType<typeof createPublicationRepository>;

import type { Database, DatabaseTransaction } from '@muster/prisma';
import type { UserId, WorkspaceId } from '@muster/schema';
import { isScope, type Scope } from '../../shared/viewer';

/** A stored key; `hash` is all there is of the secret. */
export interface ApiKeyRecord {
  id: string;
  name: string;
  start: string;
  workspaceId: WorkspaceId;
  userId: UserId;
  scopes: Scope[];
  enabled: boolean;
  expiresAt: Date | null;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** Reads and ends API keys; better-auth makes them. */
export function createApiKeyRepository(db: Database) {
  return {
    async findByHash(hash: string): Promise<ApiKeyRecord | null> {
      const row = await db.apikey.findUnique({ where: { key: hash } });
      return row && toRecord(row);
    },
    /** Newest first. */
    async list(workspaceId: WorkspaceId): Promise<ApiKeyRecord[]> {
      const rows = await db.apikey.findMany({ where: { referenceId: workspaceId }, orderBy: { createdAt: 'desc' } });
      return rows.map(toRecord);
    },
    async find(workspaceId: WorkspaceId, id: string): Promise<ApiKeyRecord | null> {
      const row = await db.apikey.findFirst({ where: { id, referenceId: workspaceId } });
      return row && toRecord(row);
    },
    async delete(workspaceId: WorkspaceId, id: string): Promise<void> {
      await db.apikey.deleteMany({ where: { id, referenceId: workspaceId } });
    },
    async touch(id: string, at: Date): Promise<void> {
      await db.apikey.updateMany({ where: { id }, data: { lastRequest: at } });
    },
  };
}
export type ApiKeyRepository = ReturnType<typeof createApiKeyRepository>;

/** Ids of the keys a person made in a workspace. */
export async function keysOf(db: DatabaseTransaction, workspaceId: WorkspaceId, userId: UserId): Promise<string[]> {
  const rows = await db.apikey.findMany({ where: { referenceId: workspaceId } });
  return rows.map(toRecord).flatMap((key) => (key.userId === userId ? [key.id] : []));
}

type Row = NonNullable<Awaited<ReturnType<Database['apikey']['findUnique']>>>;

function toRecord(row: Row): ApiKeyRecord {
  const { scopes } = parse(row.permissions);
  const { userId } = parse(row.metadata);
  return {
    id: row.id,
    name: row.name ?? '',
    start: row.start ?? '',
    workspaceId: row.referenceId as WorkspaceId,
    userId: (typeof userId === 'string' ? userId : '') as UserId,
    scopes: Array.isArray(scopes)
      ? scopes.filter((scope): scope is Scope => typeof scope === 'string' && isScope(scope))
      : [],
    enabled: row.enabled ?? true,
    expiresAt: row.expiresAt,
    createdAt: row.createdAt,
    lastUsedAt: row.lastRequest,
  };
}

function parse(text: string | null): Record<string, unknown> {
  const value: unknown = text ? JSON.parse(text) : {};
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

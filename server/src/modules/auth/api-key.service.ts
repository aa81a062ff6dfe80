import { defaultKeyHasher } from '@better-auth/api-key';
import { UserError } from '@muster/schema';
import { isScope, requirePerson, type Scope, scopes, type Viewer } from '../../shared/viewer';
import type { Quotas } from '../quota/quota.service';
import type { ApiKeyRecord, ApiKeyRepository } from './api-key.repository';
import type { ApiKeySummary, ApiKeys } from './api-key.types';
import type { SignIn } from './sign-in';

interface Deps {
  keys: ApiKeyRepository;
  signIn: SignIn;
  quotas: Pick<Quotas, 'requireApiKey'>;
  /** Told of every revocation, so that open sockets close at once. */
  onRevoked: () => void;
  now?: () => number;
}

/** How long a key is believed without asking again, in milliseconds: a revocation elsewhere works after this. */
const believedMs = 5_000;
const mostBelieved = 10_000;
/** `lastUsedAt` is this exact, in milliseconds. */
const touchEveryMs = 60_000;

/** API keys: made by people, for one workspace, with scopes; stored as a hash. */
export function createApiKeyService({ keys, signIn, quotas, onRevoked, now = Date.now }: Deps) {
  const believed = new Map<string, { record: ApiKeyRecord; until: number }>();

  const mayManage = (viewer: Viewer, record: ApiKeyRecord): boolean =>
    viewer.role !== 'member' || record.userId === viewer.userId;

  const service: ApiKeys & { verify(secret: string): Promise<ApiKeyRecord | null> } = {
    async create(caller, input) {
      const viewer = requirePerson(caller);
      const name = input.name.trim();
      if (name.length < 1 || name.length > 100)
        throw new UserError('INVALID_INPUT', 'The name of an API key has 1 to 100 characters.', { path: ['name'] });
      const granted = readScopes(input.scopes);
      await quotas.requireApiKey(viewer.workspaceId);
      const made = await signIn.api.createApiKey({
        body: {
          name,
          organizationId: viewer.workspaceId,
          userId: viewer.userId,
          permissions: { scopes: [...granted] },
          metadata: { userId: viewer.userId },
        },
      });
      return {
        id: made.id,
        name,
        start: made.start ?? '',
        scopes: granted,
        createdAt: made.createdAt,
        lastUsedAt: null,
        secret: made.key,
      };
    },

    async list(caller) {
      const viewer = requirePerson(caller);
      const records = await keys.list(viewer.workspaceId);
      return records.filter((record) => mayManage(viewer, record)).map(toSummary);
    },

    async revoke(caller, id) {
      const viewer = requirePerson(caller);
      const record = /^[A-Za-z0-9_-]{1,64}$/.test(id) ? await keys.find(viewer.workspaceId, id) : null;
      if (!record || !mayManage(viewer, record)) throw new UserError('NOT_FOUND', 'There is no such API key.');
      await keys.delete(viewer.workspaceId, id);
      for (const [hash, entry] of believed) if (entry.record.id === id) believed.delete(hash);
      onRevoked();
    },

    /** The key behind a secret; null when it is wrong, expired, disabled or revoked. */
    async verify(secret) {
      if (!/^mus_[A-Za-z0-9_-]{16,200}$/.test(secret)) return null;
      const hash = await defaultKeyHasher(secret);
      const known = believed.get(hash);
      const record = known && known.until > now() ? known.record : await keys.findByHash(hash);
      if (!record?.enabled || (record.expiresAt && record.expiresAt.getTime() <= now())) return null;
      if (record !== known?.record) {
        if (believed.size >= mostBelieved) believed.clear();
        believed.set(hash, { record, until: now() + believedMs });
      }
      if (now() - (record.lastUsedAt?.getTime() ?? 0) > touchEveryMs) {
        record.lastUsedAt = new Date(now());
        await keys.touch(record.id, record.lastUsedAt);
      }
      return record;
    },
  };
  return service;
}
export type ApiKeyService = ReturnType<typeof createApiKeyService>;

function readScopes(given: readonly string[] | null | undefined): Scope[] {
  if (given === undefined || given === null) return [...scopes];
  if (given.length === 0)
    throw new UserError('INVALID_INPUT', `Name at least one scope of: ${scopes.join(', ')}.`, { path: ['scopes'] });
  return [...new Set(given)].map((scope, index) => {
    if (isScope(scope)) return scope;
    throw new UserError('INVALID_INPUT', `There is no such scope. Scopes are: ${scopes.join(', ')}.`, {
      path: ['scopes', index],
    });
  });
}

const toSummary = ({ id, name, start, scopes: granted, createdAt, lastUsedAt }: ApiKeyRecord): ApiKeySummary => ({
  id,
  name,
  start,
  scopes: granted,
  createdAt,
  lastUsedAt,
});

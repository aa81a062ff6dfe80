import { UserError, type WorkspaceId } from '@muster/schema';
import type { Config } from '../../config/config';
import type { QuotaRepository } from './quota.repository';

/** How long what a workspace holds is remembered, in milliseconds; what is stored meanwhile is added to it. */
const REMEMBER_MS = 10_000;
const MOST_REMEMBERED = 10_000;

/** Asks whether a workspace may have one more of something. Each throws `UserError` `QUOTA_EXCEEDED` when it may not. */
export interface Quotas {
  requireRun(workspaceId: WorkspaceId): Promise<void>;
  requireWorkflow(workspaceId: WorkspaceId): Promise<void>;
  requireApiKey(workspaceId: WorkspaceId): Promise<void>;
  /** @param bytes about to be stored */
  requireStorage(workspaceId: WorkspaceId, bytes: number): Promise<void>;
}

type Limits = Config['quotas'];

/** What each quota is of, and what the workspace can do when it is used up. */
const quotas: Readonly<Record<keyof Limits, { what: string; remedy: string; setting: string }>> = {
  runs: {
    what: 'runs queued or running',
    remedy: 'Wait until some have ended, or cancel some',
    setting: 'MUSTER_QUOTA_RUNS',
  },
  workflows: {
    what: 'workflows',
    remedy: 'Delete workflows that are not needed any more',
    setting: 'MUSTER_QUOTA_WORKFLOWS',
  },
  apiKeys: {
    what: 'API keys',
    remedy: 'Revoke keys that are not needed any more',
    setting: 'MUSTER_QUOTA_API_KEYS',
  },
  storedBytes: {
    what: 'MB stored',
    remedy: 'Keep inputs and outputs smaller',
    setting: 'MUSTER_QUOTA_STORED_MB',
  },
};

/** Quotas are of a workspace, and are looked at before something is made: requests at the same moment may both pass. */
export function createQuotas(repository: QuotaRepository, limits: Limits, now: () => number = Date.now): Quotas {
  const stored = new Map<WorkspaceId, { bytes: number; until: number }>();

  async function storedBytes(workspaceId: WorkspaceId): Promise<{ bytes: number; until: number }> {
    const known = stored.get(workspaceId);
    if (known && known.until > now()) return known;
    const fresh = { bytes: await repository.storedBytes(workspaceId), until: now() + REMEMBER_MS };
    if (stored.size >= MOST_REMEMBERED) stored.clear();
    stored.set(workspaceId, fresh);
    return fresh;
  }

  return {
    async requireRun(workspaceId) {
      const used = await repository.runsUnderWay(workspaceId, limits.runs);
      if (used >= limits.runs) throw exceeded('runs', limits.runs, used);
    },
    async requireWorkflow(workspaceId) {
      const used = await repository.workflows(workspaceId);
      if (used >= limits.workflows) throw exceeded('workflows', limits.workflows, used);
    },
    async requireApiKey(workspaceId) {
      const used = await repository.apiKeys(workspaceId);
      if (used >= limits.apiKeys) throw exceeded('apiKeys', limits.apiKeys, used);
    },
    async requireStorage(workspaceId, bytes) {
      const use = await storedBytes(workspaceId);
      if (use.bytes + bytes > limits.storedBytes)
        throw exceeded('storedBytes', limits.storedBytes / 1_000_000, Math.ceil(use.bytes / 1_000_000));
      use.bytes += bytes;
    },
  };
}

function exceeded(quota: keyof Limits, limit: number, used: number): UserError {
  const { what, remedy, setting } = quotas[quota];
  const [most, has] = [limit, used].map((count) => count.toLocaleString('en'));
  const message = `The workspace has ${has} ${what}; it may have ${most}. ${remedy}, or ask the operator to raise ${setting}.`;
  return new UserError('QUOTA_EXCEEDED', message, { details: { what: quota, limit, used } });
}

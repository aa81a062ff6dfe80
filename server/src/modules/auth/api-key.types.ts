import type { Scope, Viewer } from '../../shared/viewer';

/** An API key as its owner sees it; the secret is never part of it. */
export interface ApiKeySummary {
  id: string;
  name: string;
  /** The first characters of the secret, to tell keys apart. */
  start: string;
  scopes: readonly Scope[];
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** The one time the secret is known. */
export interface CreatedApiKey extends ApiKeySummary {
  secret: string;
}

/** API keys of the viewer's workspace. Every method throws `UserError` for what the caller can mend. */
export interface ApiKeys {
  /** `scopes` absent or null: all. `INVALID_INPUT` for an empty or too long name or an unknown scope; `FORBIDDEN` for an API key. */
  create(viewer: Viewer | null, input: { name: string; scopes?: readonly string[] | null }): Promise<CreatedApiKey>;
  list(viewer: Viewer | null): Promise<ApiKeySummary[]>;
  /** Effective within seconds, also for open sockets. `NOT_FOUND` for a key of another workspace. */
  revoke(viewer: Viewer | null, id: string): Promise<void>;
}

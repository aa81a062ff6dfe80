import type { ApiKeys } from '../modules/auth/api-key.types';

/** Everything resolvers may call. Built once at start by `createServices`. */
export interface Services {
  apiKeys: ApiKeys;
}

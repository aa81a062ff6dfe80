import type { Database } from '@muster/prisma';
import type { ApiKeys } from '../modules/auth/api-key.types';
import type { RunPort } from '../modules/run/run.port';
import { createSystemService, type SystemFacts, type SystemService } from '../modules/system/system.service';

/** What the services stand on; made once by the composition root. The compiler and the catalogue are pure and imported. */
export interface ServiceDeps {
  db: Database;
  runtime: RunPort;
  apiKeys: ApiKeys;
  system: SystemFacts;
}

/** One service per entity. They check the viewer's permission first and know no GraphQL. */
export interface Services {
  apiKeys: ApiKeys;
  system: SystemService;
}

export function createServices(deps: ServiceDeps): Services {
  return { apiKeys: deps.apiKeys, system: createSystemService(deps.system) };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import type { GraphQLSchema } from 'graphql';
import { type Config, readConfig } from '../../config/config';
import type { Services } from '../../graphql/context';
import { createLogger } from '../../log/logger';
import { type Auth, createAuth } from '../../modules/auth/auth';
import type { IsInvited } from '../../modules/auth/sign-up-policy';
import type { OnWorkspaceCreated } from '../../modules/auth/workspace.service';
import { createAcceptanceRepository } from '../../modules/invitation/acceptance.repository';
import { createInvitedCheck } from '../../modules/invitation/invited-check';
import { createTestClient, type TestClient } from '../../testing/test-client';
import { createGateway, type Gateway, type GatewayDeps } from '../gateway';
import { createRateLimits, type RateLimits } from '../rates/rate-limits';

/** The real gateway and sign-in on a real database, in front of a small schema of the test's own. */
export interface TestGateway extends TestClient {
  gateway: Gateway;
  auth: Auth;
  config: Config;
  database: TestDatabase;
  rates: RateLimits;
  /** Everything logged so far, one JSON line an entry. */
  logs(): string;
  stop(): Promise<void>;
}

export async function startTestGateway(
  schema: GraphQLSchema,
  options: {
    env?: Record<string, string>;
    onWorkspaceCreated?: OnWorkspaceCreated;
    isInvited?: IsInvited;
    readiness?: GatewayDeps['readiness'];
    mounts?: GatewayDeps['mounts'];
  } = {},
): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-gateway-'));
  const database = await testDatabase();
  const config = readConfig({ API_PORT: '0', API_HOST: '127.0.0.1', MUSTER_DATA: folder, ...options.env });
  let lines = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines += String(chunk);
      done();
    },
  });
  const log = createLogger({ level: 'debug', destination });
  let gateway: Gateway | null = null;
  const auth = createAuth({
    db: database.db,
    config,
    log,
    onWorkspaceCreated: options.onWorkspaceCreated ?? (async () => undefined),
    onRevoked: () => void gateway?.recheckSockets(),
    isInvited: options.isInvited ?? createInvitedCheck(createAcceptanceRepository(database.db)),
  });
  const rates = createRateLimits(config.rates);
  gateway = await createGateway({
    config,
    log,
    schema,
    // The small schema asks for nothing else.
    services: { apiKeys: auth.apiKeys } as unknown as Services,
    signIn: auth.signIn,
    viewers: auth.viewers,
    rates,
    readiness: options.readiness ?? {},
    mounts: options.mounts ?? [],
  });
  const started = gateway;
  const url = await started.listen();
  return {
    ...createTestClient(url, config.publicUrl),
    gateway: started,
    auth,
    config,
    database,
    rates,
    logs: () => lines,
    async stop() {
      await started.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

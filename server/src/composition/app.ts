import { catalogue } from '@muster/nodes';
import { createDatabase } from '@muster/prisma';
import { listen } from '@muster/prisma/listen';
import { createAgents, createModelRegistry } from '../agents';
import { buildSchema } from '../api/build-schema';
import { createServices } from '../api/create-services';
import type { Config } from '../config/config';
import { createGateway, type Gateway } from '../gateway/gateway';
import { createRateLimits } from '../gateway/rates/rate-limits';
import { createSchemaChecks } from '../json-schema/schema-checks';
import type { Log } from '../log/logger';
import { createMailer } from '../mail/create-mailer';
import { createAuth } from '../modules/auth/auth';
import { mailResetLinks } from '../modules/auth/mail-reset-link';
import { createPasswordResetRepository } from '../modules/auth/password-reset.repository';
import { createCompilerThreads } from '../modules/compile/compiler-threads';
import { createExampleSeeder } from '../modules/example/create-example-seeder';
import { createAcceptanceRepository } from '../modules/invitation/acceptance.repository';
import { createInvitedCheck } from '../modules/invitation/invited-check';
import { createPublicationRepository, PUBLICATION_CHANNEL } from '../modules/publication/publication.repository';
import { createPublicationFeed } from '../modules/publication/publication-feed';
import { countEndedRuns, createQuotaRepository } from '../modules/quota/quota.repository';
import { createQuotas } from '../modules/quota/quota.service';
import { createStoredBytesCounter } from '../modules/quota/stored-bytes-counter';
import {
  createMemoryBus,
  createNodeScope,
  createPostgresStorage,
  createRedisBus,
  createRuntime,
  createValues,
} from '../runtime';
import { compileEnvOf } from './compile-env';
import { embeddedEngine, inngestEngine } from './engine';
import { createDatabaseReadiness } from './readiness.repository';
import { connectRedis } from './redis';
import { createServedFunctions } from './served-functions.repository';
import { systemFacts } from './system-facts';

export interface AppOptions {
  config: Config;
  log: Log;
  /** A migrated database. */
  databaseUrl: string;
}

/** The whole server, put together. */
export interface App {
  /** Starts the engine and answers; resolves to the address. */
  start(): Promise<string>;
  /** Sends sockets away, lets requests and running steps end, lets go of the rest, and leaves the database. */
  stop(): Promise<void>;
}

/** The composition root: the one place that knows every part. */
export async function createApp({ config, log, databaseUrl }: AppOptions): Promise<App> {
  const db = createDatabase(databaseUrl, { maxConnections: 20 });
  const redis = config.redisUrl ? connectRedis(config.redisUrl, log) : undefined;
  const bus = config.redisUrl ? createRedisBus(config.redisUrl.reveal(), log) : createMemoryBus();
  const storage = createPostgresStorage(db, bus);
  const values = createValues();
  const models = createModelRegistry({
    openaiApiKey: config.openai.apiKey?.reveal(),
    openaiBaseUrl: config.openai.baseUrl,
    tierModels: config.models.tiers,
    prices: config.models.prices,
    offlineWordDelayMs: config.models.offlineWordDelayMs,
  });
  const { runs: store, loadVersion } = storage;
  const schemas = createSchemaChecks();
  const agents = createAgents({ store, bus, models, values, nodeScope: createNodeScope(store), loadVersion, schemas });
  const publications = createPublicationFeed({
    repository: createPublicationRepository(db),
    log,
    listen: (onNotify) =>
      listen({
        url: databaseUrl,
        channel: PUBLICATION_CHANNEL,
        onNotify,
        onError: (err) =>
          log.warn({ err }, 'the connection that listens for publications was lost; it is opened again'),
      }),
  });
  const engine = config.inngest
    ? await inngestEngine(config.inngest, createServedFunctions(db), publications, bus, log)
    : embeddedEngine(storage.jobs, log);
  const runtime = createRuntime({
    storage,
    bus,
    values,
    engine: engine.make,
    findNode: catalogue.find,
    agents: agents.handler,
    generate: agents.generate,
    log,
  });
  const storedBytes = createStoredBytesCounter({ count: (most) => countEndedRuns(db, most), log });
  let engineRuns = false;

  const compiler = createCompilerThreads();
  const compileEnv = compileEnvOf(config, models);
  const examples = createExampleSeeder(db, compileEnv);
  let gateway: Gateway | null = null;
  const mailer = createMailer(config.mail, log);
  const recheckSockets = () => void gateway?.recheckSockets();
  const auth = createAuth({
    db,
    config,
    log,
    onWorkspaceCreated: async (workspaceId, userId) => {
      await examples.seed(workspaceId, userId);
    },
    onRevoked: recheckSockets,
    isInvited: createInvitedCheck(createAcceptanceRepository(db)),
    deliverResetLink: mailer && mailResetLinks(createPasswordResetRepository(db), mailer, log),
  });
  const services = createServices({
    db,
    runtime,
    apiKeys: auth.apiKeys,
    signUpPolicy: auth.signUpPolicy,
    system: systemFacts(config, models),
    publicUrl: config.publicUrl,
    mailer,
    onAccessEnded: recheckSockets,
    compileEnv,
    compiler,
    schemas,
    quotas: createQuotas(createQuotaRepository(db), config.quotas),
    log,
  });
  gateway = await createGateway({
    config,
    log,
    schema: buildSchema(),
    services,
    signIn: auth.signIn,
    viewers: auth.viewers,
    rates: createRateLimits(config.rates, redis),
    readiness: { ...createDatabaseReadiness(db), engine: async () => engineRuns },
    mounts: engine.mounts,
  });
  const way = gateway;

  return {
    async start() {
      const url = await way.listen();
      await runtime.start();
      engineRuns = true;
      publications.start();
      storedBytes.start();
      return url;
    },
    async stop() {
      engineRuns = false;
      await way.close();
      await publications.stop();
      await runtime.stop(config.shutdownSeconds * 1000);
      await Promise.all([compiler.close(), schemas.close(), storedBytes.stop()]);
      await bus.close();
      redis?.disconnect();
      await db.$disconnect();
    },
  };
}

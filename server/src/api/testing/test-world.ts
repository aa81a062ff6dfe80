import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@muster/prisma';
import { testDatabase } from '@muster/prisma/testing';
import type { RunEvent, RunId, UserId, WorkspaceId } from '@muster/schema';
import { type GraphQLError, graphql, parse, subscribe } from 'graphql';
import { pino } from 'pino';
import { readConfig } from '../../config/config';
import { formatGraphQLError } from '../../gateway/errors/public-error';
import { createAnswerBudget } from '../../graphql/answer-budget';
import { createSchemaChecks } from '../../json-schema/schema-checks';
import { createAuth } from '../../modules/auth/auth';
import { inlineCompiler } from '../../modules/compile/graph-compiler';
import { createAcceptanceRepository } from '../../modules/invitation/acceptance.repository';
import { createInvitedCheck } from '../../modules/invitation/invited-check';
import { createQuotaRepository } from '../../modules/quota/quota.repository';
import { createQuotas } from '../../modules/quota/quota.service';
import { createMemoryBus } from '../../runtime/bus/memory-bus';
import { createPostgresRunIntake } from '../../runtime/start-run/run-intake.repository';
import { createPostgresRunStore } from '../../runtime/store/run-store.repository';
import { limits } from '../../shared/limits';
import { scopes, type Viewer } from '../../shared/viewer';
import { buildSchema } from '../build-schema';
import { createServices, type ServiceDeps } from '../create-services';

/** An error as a client reads it. */
export interface TestError {
  message: string;
  code: unknown;
  path: readonly (string | number)[] | undefined;
}
export interface TestResult {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads an answer as loosely as a plain client does.
  data: any;
  errors: TestError[];
}

/**
 * The whole schema over real services on a database of its own. Runs are accepted and kept, and no engine works on them:
 * a test says what happens to them through `store`.
 */
export async function createTestWorld(env: Record<string, string> = {}) {
  const database = await testDatabase();
  let questions = 0;
  const db = database.db.$extends({
    query: {
      $allOperations({ args, query }) {
        questions += 1;
        return query(args);
      },
    },
  }) as unknown as Database;
  const folder = await mkdtemp(join(tmpdir(), 'muster-graphql-'));
  const config = readConfig({ MUSTER_DATA: folder, ...env });
  const log = pino({ level: process.env.MUSTER_TEST_LOG ?? 'silent' });
  const bus = createMemoryBus();
  const store = createPostgresRunStore(db, bus);
  const intake = createPostgresRunIntake(db);
  const auth = createAuth({
    db,
    config,
    log,
    onWorkspaceCreated: async () => undefined,
    onRevoked: () => undefined,
    isInvited: createInvitedCheck(createAcceptanceRepository(db)),
  });

  const runtime: ServiceDeps['runtime'] = {
    acceptRun: (request) => intake.accept(request),
    async cancelRun(runId, workspaceId) {
      if (!(await intake.find(runId, workspaceId))) return 'not-found';
      return (await store.finishRun(runId, { status: 'CANCELLED' })) ? 'cancelled' : 'finished';
    },
    async *events(runId: RunId, afterSeq: number, options): AsyncGenerator<RunEvent, void, void> {
      yield* (await store.follow(runId, afterSeq, 1000, options?.summaries))?.events ?? [];
    },
  };
  const system: ServiceDeps['system'] = {
    engine: 'simulated',
    models: { strong: 'offline', standard: 'offline', fast: 'offline' },
    demonstration: true,
    missing: ['Set OPENAI_API_KEY to use real models.'],
  };
  const logged: unknown[][] = [];
  const schemas = createSchemaChecks();
  const schema = buildSchema();
  const services = createServices({
    db,
    runtime,
    apiKeys: auth.apiKeys,
    signUpPolicy: auth.signUpPolicy,
    system,
    compiler: inlineCompiler,
    publicUrl: config.publicUrl,
    onAccessEnded: () => undefined,
    schemas,
    quotas: createQuotas(createQuotaRepository(db), config.quotas),
    log: { info: (...line: unknown[]) => void logged.push(line) },
  });
  const contextOf = (viewer: Viewer | null) => ({
    viewer,
    services,
    requestId: 'test',
    answer: createAnswerBudget(limits.answerBytes),
  });

  const readable = (errors: readonly GraphQLError[] = []): TestError[] =>
    errors.map((error) => {
      const { message, extensions, path } = formatGraphQLError(error, log, { suggestions: false });
      return { message, code: extensions?.code, path };
    });

  let people = 0;
  return {
    db,
    schema,
    services,
    store,
    /** What services logged, as it was given to the log. */
    logged,

    /** How many queries the database was asked so far. */
    questions: () => questions,

    /** A person with a workspace of their own, signed in. */
    async person(name = 'Ada'): Promise<Viewer> {
      people += 1;
      const userId = `user${people}` as UserId;
      const workspaceId = `space${people}` as WorkspaceId;
      await db.user.create({ data: { id: userId, name, email: `${userId}@example.com` } });
      await db.organization.create({
        data: {
          id: workspaceId,
          name: `${name}'s`,
          slug: `own-${userId}`,
          members: { create: { id: `member${people}`, userId, role: 'owner' } },
        },
      });
      return { kind: 'user', userId, workspaceId, scopes, role: 'owner', credentialId: `session${people}`, name };
    },

    async gql(
      viewer: Viewer | null,
      source: string,
      variableValues: Record<string, unknown> = {},
    ): Promise<TestResult> {
      const contextValue = contextOf(viewer);
      const { data, errors } = await graphql({ schema, source, contextValue, variableValues });
      return { data: asSent(data), errors: readable(errors) };
    },

    /** Everything a subscription sends, or why it was refused. */
    async subscription(viewer: Viewer | null, source: string, variableValues: Record<string, unknown> = {}) {
      const contextValue = contextOf(viewer);
      const answer = await subscribe({ schema, document: parse(source), contextValue, variableValues });
      if (!(Symbol.asyncIterator in answer)) return { events: [], errors: readable(answer.errors) };
      const events: TestResult['data'][] = [];
      for await (const { data } of answer) events.push(asSent(data));
      return { events, errors: [] };
    },

    async close() {
      await schemas.close();
      await bus.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type TestWorld = Awaited<ReturnType<typeof createTestWorld>>;

/** What a client reads: payloads are text until an answer is written. */
const asSent = (data: unknown): unknown => JSON.parse(JSON.stringify(data ?? null));

/** The same person with an API key that may do only this. */
export const withScopes = (viewer: Viewer, granted: Viewer['scopes']): Viewer => ({
  ...viewer,
  kind: 'apiKey',
  credentialId: 'key1',
  name: 'Deploy key',
  scopes: granted,
});

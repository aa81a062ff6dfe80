import { readFileSync } from 'node:fs';
import { catalogue } from '@muster/nodes';
import type { Database } from '@muster/prisma';
import type { Json, RunEvent, RunId, WorkspaceId } from '@muster/schema';
import { compile } from '../../compiler/pipeline';
import { testSchemas } from '../../json-schema/testing/test-schemas';
import {
  createMemoryBus,
  createNodeScope,
  createRuntime,
  createValues,
  type FunctionSource,
  type StoredVersion,
} from '../../runtime';
import { createEmbeddedEngine, type EmbeddedEngine } from '../../runtime/engines/embedded/embedded-engine';
import { createPostgresStorage } from '../../runtime/storage.repository';
import { testActor } from '../../runtime/testing/run-origin';
import { storeVersion } from '../../runtime/testing/version-fixture';
import { createAgents, createModelRegistry, type ModelSettings } from '../index';

const examples = new URL('../../../../prisma/seed/examples/', import.meta.url);
const readExample = (slug: string, file: string): Json =>
  JSON.parse(readFileSync(new URL(`${slug}/${file}`, examples), 'utf8')) as Json;

/** A stored version, and its trigger. */
type Place = Awaited<ReturnType<typeof storeVersion>>;

/** The real runtime on Postgres with the agents in it, as the server puts it together. */
export function createEmbeddedWorld(db: Database, models: ModelSettings, leaseMs = 10_000) {
  const workspaceId = 'wsp_test' as WorkspaceId;
  const bus = createMemoryBus();
  const storage = createPostgresStorage(db, bus);
  const values = createValues();
  const log = { warn: () => {}, error: () => {} };
  const agents = createAgents({
    schemas: testSchemas,
    store: storage.runs,
    bus,
    models: createModelRegistry(models),
    values,
    nodeScope: createNodeScope(storage.runs),
    loadVersion: storage.loadVersion,
  });
  let embedded: EmbeddedEngine | undefined;
  const engine = (source: FunctionSource) => {
    embedded = createEmbeddedEngine({ source, jobs: storage.jobs, log, pollMs: 50, leaseMs });
    return embedded;
  };
  const { generate, handler } = agents;
  const runtime = createRuntime({
    storage,
    bus,
    values,
    engine,
    findNode: catalogue.find,
    agents: handler,
    generate,
    log,
  });
  const published = new Map<string, Place>();

  const publish = async (version: Omit<StoredVersion, 'versionId'>) => storeVersion(db, workspaceId, version);

  /** Compiles and stores an example, and the squads it names before it. */
  async function publishExample(slug: string): Promise<Place> {
    const done = published.get(slug);
    if (done) return done;
    let text = JSON.stringify(readExample(slug, 'graph.json'));
    const squads = new Map<string, { name: string; versionId: string; members: number }>();
    for (const [, name = ''] of [...text.matchAll(/"example:([a-z-]+)"/g)]) {
      const squad = await publishExample(name);
      text = text.replaceAll(`"example:${name}"`, JSON.stringify(squad.workflowId));
      squads.set(squad.workflowId, { name, versionId: squad.versionId, members: 3 });
    }
    const { compiled, diagnostics } = compile(text, { squads });
    if (!compiled) throw new Error(JSON.stringify(diagnostics));
    const stored = await publish({ plan: compiled.plan, functions: compiled.functions });
    published.set(slug, stored);
    return stored;
  }

  /** Starts a run and follows it to its end. */
  async function run(place: Place, input: Json) {
    const pins = Object.fromEntries([...published.values()].map((one) => [one.workflowId, one.versionId]));
    const { runId } = await runtime.acceptRun({ workspaceId, ...place, startedBy: testActor, input, pins });
    const events: RunEvent[] = [];
    for await (const event of runtime.events(runId, 0)) events.push(event);
    return { runId, events, row: await db.run.findUniqueOrThrow({ where: { id: runId } }) };
  }

  return {
    runtime,
    /** Ends the engine as `kill -9` would. */
    crash: () => embedded?.crash(),
    accept: (place: Place, input: Json) =>
      runtime.acceptRun({ workspaceId, ...place, startedBy: testActor, input, pins: {} }),
    publish,
    run,
    nodeRuns: (runId: RunId) => db.nodeRun.findMany({ where: { runId } }),
    runExample: async (slug: string) => run(await publishExample(slug), readExample(slug, 'input.json')),
  };
}

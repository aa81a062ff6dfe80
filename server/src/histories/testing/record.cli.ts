import { existsSync, writeFileSync } from 'node:fs';
import { catalogue } from '@muster/nodes';
import { createDatabase, type Database } from '@muster/prisma';
import { migrate } from '@muster/prisma/migrate';
import { startScratchPostgres } from '@muster/prisma/scratch';
import type { Json, RunId } from '@muster/schema';
import { createEmbeddedWorld } from '../../agents/testing/embedded-world';
import { compile } from '../../compiler/pipeline';
import { fixtureEnv, loadFixtures } from '../../compiler/testing/fixtures';
import { type History, recordedFolder } from './history';

/*
 * Runs the compiler's fixtures and the example workflows on the embedded engine and Postgres, and writes a history of
 * each that has none yet. A history that is there is never written again: it shows what was, not what is.
 */

type NodeRunRow = Awaited<ReturnType<Database['nodeRun']['findMany']>>[number];
const byFinish = (a: NodeRunRow, b: NodeRunRow) =>
  Number(a.finishedAt) - Number(b.finishedAt) || (a.id < b.id ? -1 : 1);
const end = (status: string, result: unknown, error: unknown) =>
  status === 'FAILED' ? { error: (error as { message: string }).message } : { result: (result ?? null) as Json };

async function readHistory(db: Database, runId: RunId): Promise<History> {
  const run = await db.run.findUniqueOrThrow({ where: { id: runId } });
  const pins = run.pins as Record<string, string>;
  const plan = (await db.version.findUniqueOrThrow({ where: { id: run.versionId } })).plan;
  const named = (plan as { squadWorkflowIds: string[] }).squadWorkflowIds;
  const pinned = Object.fromEntries(Object.entries(pins).filter(([workflowId]) => named.includes(workflowId)));
  const versions = await db.version.findMany({ where: { id: { in: [run.versionId, ...Object.values(pinned)] } } });
  const jobs = await db.engineJob.findMany({
    where: { runId },
    include: { steps: true },
    orderBy: { createdAt: 'asc' },
  });
  const where = { runId };
  const nodeRuns = (await db.nodeRun.findMany({ where })).sort(byFinish);
  const events = await db.runEvent.findMany({ where, orderBy: { seq: 'asc' } });
  const messages = await db.message.findMany({ where, orderBy: { id: 'asc' } });
  const transcript = await db.transcriptEntry.findMany({ where, orderBy: [{ at: 'asc' }, { turn: 'asc' }] });
  const found = {
    formatVersion: 1,
    run: {
      id: runId,
      workflowId: run.workflowId,
      versionId: run.versionId,
      input: run.input,
      pins: pinned,
      status: run.status,
      output: run.output,
      error: run.error,
    },
    versions: Object.fromEntries(versions.map(({ id, plan, functions }) => [id, { plan, functions }])),
    jobs: jobs.map(({ functionId, data, key, status, result, error, steps }) => ({
      functionId,
      data,
      isMain: key === runId,
      end: end(status, result, error),
      steps: Object.fromEntries(steps.map((step) => [step.stepId, end(step.status, step.result, step.error)])),
    })),
    nodeRuns: nodeRuns.map(({ nodeId, iteration, status, attempt, ports, input, output, error, ...row }) => {
      const { inputTokens, outputTokens, costUsd, modelCalls } = row;
      const usage = { inputTokens, outputTokens, costUsd, modelCalls };
      return { nodeId, iteration, status, attempt, ports, input, output, error, usage };
    }),
    events: events
      .filter(({ type }) => !type.startsWith('agent.'))
      .map(({ type, nodeId, iteration }) => [type, nodeId, iteration].filter(Boolean).join(' ')),
    messages: messages.map(({ id, fromMember: from, toMember: to, kind, parts, nodeId, iteration, inReplyTo }) => ({
      ...{ id, from, to, kind, parts, nodeId, iteration },
      ...(inReplyTo === null ? {} : { inReplyTo }),
    })),
    transcript: transcript.map(({ nodeId, iteration, turn, position, entry }) => ({
      ...{ nodeId, iteration, turn, position, entry },
    })),
  };
  return JSON.parse(JSON.stringify(found)) as History;
}

const postgres = await startScratchPostgres();
await migrate(postgres.url);
const db = createDatabase(postgres.url);
const world = createEmbeddedWorld(db, {});
await world.runtime.start();

async function record(name: string, run: () => Promise<{ runId: RunId }>): Promise<void> {
  const file = new URL(`${name}.json`, recordedFolder);
  if (existsSync(file)) return;
  const { runId } = await run();
  // The main job ends a moment after the run.
  const open = { runId, status: { notIn: ['DONE' as const, 'FAILED' as const, 'CANCELLED' as const] } };
  while ((await db.engineJob.count({ where: open })) > 0) await new Promise((go) => setTimeout(go, 20));
  const history = await readHistory(db, runId);
  writeFileSync(file, `${JSON.stringify(history, null, 1)}\n`);
  console.log(`${name}: ${history.run.status}, ${history.jobs.length} jobs, ${history.nodeRuns.length} node runs`);
}

for (const { name, graph, run } of loadFixtures()) {
  const { compiled } = compile(graph, { ...fixtureEnv, catalogue });
  if (!compiled || !run) continue;
  await record(name, async () => world.run(await world.publish(compiled), run.input));
}
for (const slug of ['bug-squad', 'fix-a-bug-report', 'release-notes', 'review-squad', 'support-mail']) {
  await record(`example-${slug}`, () => world.runExample(slug));
}
await world.runtime.stop(0);
await db.$disconnect();
await postgres.stop();
process.exit();

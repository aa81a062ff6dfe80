import { randomBytes } from 'node:crypto';
import type { Database, Prisma } from '@muster/prisma';
import { newId, noUsage } from '@muster/schema';

/** Bytes of each node's output; text that does not compress. */
const outputBytes = 1_000;
const batch = 2_000;

/**
 * Writes a run of `rowsGraph(nodes)` that has succeeded, with the rows and events that running it leaves behind; returns
 * its id.
 */
export async function writeFinishedRun(
  db: Database,
  { workflowId, versionId, nodes }: { workflowId: string; versionId: string; nodes: number },
): Promise<string> {
  const { workspaceId } = await db.workflow.findUniqueOrThrow({ where: { id: workflowId } });
  const runId = newId('run');
  const begun = Date.now() - nodes * 10;
  const rows: Prisma.NodeRunCreateManyInput[] = [];
  const events: Prisma.RunEventCreateManyInput[] = [];
  let seq = 0;
  const add = (type: string, ms: number, data: Prisma.InputJsonValue, nodeId: string | null = null) => {
    seq += 1;
    events.push({ runId, seq, type, nodeId, iteration: nodeId === null ? null : '', at: new Date(begun + ms), data });
  };
  const usage = { ...noUsage };
  let value: Prisma.InputJsonValue = {};
  add('run.started', 0, { workflowId, versionId, input: value });
  for (let index = 0; index < nodes; index += 1) {
    const nodeId = `n${index}`;
    const started = index * 10 + (index % 7);
    const durationMs = 3 + (index % 5);
    const output = { step: randomBytes((outputBytes * 3) / 4).toString('base64') };
    add('node.started', started, { attempt: 1, input: value }, nodeId);
    add('node.completed', started + durationMs, { port: 'out', ports: ['out'], output, usage, durationMs }, nodeId);
    rows.push({
      id: newId('nodeRun'),
      workspaceId,
      runId,
      nodeId,
      status: 'SUCCEEDED',
      ports: ['out'],
      input: value,
      output,
      startedAt: new Date(begun + started),
      finishedAt: new Date(begun + started + durationMs),
    });
    value = output;
  }
  add('run.completed', nodes * 10 + 20, { output: value, usage });
  const times = {
    startedAt: new Date(begun),
    finishedAt: new Date(begun + nodes * 10 + 20),
    createdAt: new Date(begun),
  };
  const startedBy = { kind: 'SYSTEM', id: null, label: 'Benchmark' };
  const run = {
    id: runId,
    startedBy,
    workspaceId,
    workflowId,
    versionId,
    status: 'SUCCEEDED' as const,
    lastSeq: seq,
    ...times,
  };
  await db.run.create({ data: { ...run, input: {}, output: value } });
  for (let at = 0; at < rows.length; at += batch) await db.nodeRun.createMany({ data: rows.slice(at, at + batch) });
  for (let at = 0; at < events.length; at += batch)
    await db.runEvent.createMany({ data: events.slice(at, at + batch) });
  return runId;
}

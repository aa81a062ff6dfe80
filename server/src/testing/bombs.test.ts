import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestClient, type TestClient, type TestPerson } from './test-client';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const bombs = [
  '$length($pad("", 400000000, "x"))',
  '$length($base64encode($pad("", 300000000, "x")))',
  '$count($split($pad("", 100000000, "x"), ""))',
  '$length($encodeUrl($pad("", 60000000, "é")))',
  '$formatNumber(1, $pad("", 30000000, "0"))',
  '($f := function($s, $n) { $n = 0 ? $s : $f($uppercase($s & $s), $n - 1) }; $length($f("xxxxxxxxxx", 40)))',
  '$length($join($map([1..99999], function($v) { $pad("", 50000, "x") })))',
  '$length($replace($pad("", 4000000, "x"), "x", $pad("", 100, "y")))',
  '$length($string([$string([$string([$string([$pad("", 20000000, "\\"")])])])]))',
];

let folder: string;
let database: TestDatabase;
let server: ChildProcess;
let client: TestClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-bombs-'));
  database = await testDatabase();
  const settings = { API_PORT: '0', MUSTER_HOST: '127.0.0.1', MUSTER_DATA: folder, DATABASE_URL: database.url };
  server = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { PATH: process.env.PATH ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      output += String(chunk);
      const found = /^ready (http\S+)$/m.exec(output)?.[1];
      if (found) resolve(found);
    });
    server.once('exit', () => reject(new Error(output)));
  });
  client = createTestClient(url, 'http://localhost:3000');
});
afterAll(async () => {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Publishes a pipeline with this expression and starts it; the id of the run. */
async function start(person: TestPerson, source: string): Promise<string> {
  const node = (id: string, type: string, config: object) => ({ id, type, typeVersion: 1, name: id, config });
  const graph = {
    schemaVersion: 1,
    kind: 'pipeline',
    nodes: [node('start', 'trigger.manual', {}), node('a', 'data.transform', { output: { $expr: source } })],
    edges: [{ id: 'e', source: { node: 'start', port: 'out' }, target: { node: 'a', port: 'in' } }],
  };
  const ask = async (query: string, input: object) =>
    (await client.gql(query, { variables: { input }, as: person })).body.data;
  const { createWorkflow } = await ask(
    'mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { workflow { id } userErrors { message } } }',
    { name: 'Bomb', kind: 'PIPELINE', graph },
  );
  const workflowId = createWorkflow.workflow.id;
  await ask(
    'mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { version { id } userErrors { message } } }',
    { workflowId, expectedRevision: 1 },
  );
  const { startRun } = await ask(
    'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { message } } }',
    { workflowId },
  );
  return startRun.run.id;
}

async function end(person: TestPerson, id: string) {
  const read = async () => {
    const query = 'query ($id: ID!) { run(id: $id) { status output error { code } } }';
    return (await client.gql(query, { variables: { id }, as: person })).body.data.run;
  };
  await expect.poll(async () => (await read()).status, { timeout: 60_000 }).toMatch(/FAILED|SUCCEEDED/);
  return read();
}

describe('a real server', () => {
  it('E8 R12: published bombs fail their runs with a code; the process is the same, and a neighbour runs', async () => {
    const [hostile, neighbour] = await Promise.all([client.signUp(), client.signUp()]);
    const runs = await Promise.all(bombs.map((source) => start(hostile, source)));
    const quiet = await start(neighbour, '1 + 1');
    expect(await end(neighbour, quiet)).toMatchObject({ status: 'SUCCEEDED', output: 2 });
    for (const id of runs) {
      const { status, error } = await end(hostile, id);
      expect(status).toBe('FAILED');
      expect(error.code).toMatch(/^EXPRESSION_(OUT_OF_MEMORY|TIMEOUT)$/);
    }
    expect(await end(hostile, await start(hostile, '1 + 1'))).toMatchObject({ status: 'SUCCEEDED', output: 2 });
    // It never ended, so whoever answers has the process id it began with.
    expect([server.exitCode, server.signalCode]).toEqual([null, null]);
  }, 120_000);
});

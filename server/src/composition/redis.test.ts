import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRedisServer } from '../runtime/testing/redis-server';
import { startTestServer, type TestServer } from '../testing/test-server';

let redis: Awaited<ReturnType<typeof startRedisServer>>;
let one: TestServer;
let two: TestServer;
beforeAll(async () => {
  redis = await startRedisServer();
  const env = { REDIS_URL: redis.url, MUSTER_RATE_API: '30', MUSTER_SECRET: 'the same secret on both replicas' };
  one = await startTestServer({ env });
  two = await startTestServer({ env, database: one.database });
});
afterAll(async () => {
  await two.stop();
  await one.stop();
  await redis.down();
});

const input = { title: 'The cart crashes', report: 'When the last item is removed.' };

it('two replicas share sessions, runs and events: what one runs, the other shows', async () => {
  const as = await one.signUp();
  const key = await two.apiKey(as);
  const { body } = await two.gql('{ workflows(first: 20) { nodes { id slug } } }', { as: key });
  const { id } = body.data.workflows.nodes.find(({ slug }: { slug: string }) => slug === 'fix-a-bug-report');
  const started = await one.gql(
    'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { code } } }',
    { variables: { input: { workflowId: id, input } }, as },
  );
  const runId = started.body.data.startRun.run.id;
  const query = 'subscription ($runId: ID!) { runEvents(runId: $runId, afterSeq: 0) { seq type } }';
  const read = async (server: TestServer) => {
    const socket = server.socket(key);
    const seqs: number[] = [];
    type Answer = { runEvents: { seq: number | null } };
    for await (const { data } of socket.iterate<Answer>({ query, variables: { runId } }))
      if (data?.runEvents.seq) seqs.push(data.runEvents.seq);
    await socket.dispose();
    return seqs;
  };
  const [here, there] = await Promise.all([read(one), read(two)]);
  expect(here.length).toBeGreaterThan(10);
  expect(here).toEqual(Array.from({ length: here.length }, (_, index) => index + 1));
  expect(there).toEqual(here);
});

it('counts a caller’s operations over all replicas, and in memory while Redis is away', async () => {
  const as = await one.signUp();
  const statuses: number[] = [];
  for (let count = 0; count < 32; count++)
    statuses.push((await (count % 2 ? one : two).gql('{ system { engine } }', { as })).status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  await redis.down();
  expect((await one.gql('{ system { engine } }', { as })).status).toBe(200);
  expect((await fetch(`${one.url}/readyz`)).status).toBe(200);
});

import { expandSnapshot, type GraphDocument, type Json, newId, type RunId, runSnapshot } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallPipeline, smallSquad, squadPipeline } from '../../api/testing/graphs';
import { createTestWorld, type TestWorld } from '../../api/testing/test-world';
import type { Viewer } from '../../shared/viewer';

const START = `mutation ($input: StartRunInput!) {
  startRun(input: $input) { run { id status input version { id number } workflow { id } } userErrors { code message path } }
}`;
const CANCEL = `mutation ($id: ID!) { cancelRun(input: { runId: $id }) { run { id status } userErrors { code path } } }`;

let world: TestWorld;
let ada: Viewer;
beforeAll(async () => {
  world = await createTestWorld();
  ada = await world.person();
});
afterAll(() => world.close());

async function draft(graph: GraphDocument, name = 'Runs'): Promise<string> {
  const { workflow } = await world.services.workflows.create(ada, { name, kind: graph.kind, graph });
  return workflow?.id ?? '';
}
const publish = async (workflowId: string, expectedRevision = 1) =>
  (await world.services.versions.publish(ada, { workflowId, expectedRevision })).version?.id ?? '';
async function published(graph: GraphDocument): Promise<string> {
  const id = await draft(graph);
  await publish(id);
  return id;
}
const start = async (input: object) => (await world.gql(ada, START, { input })).data.startRun;
const started = async (workflowId: string, input?: Json): Promise<RunId> =>
  (await start({ workflowId, ...(input === undefined ? {} : { input }) })).run.id;
const finish = (id: RunId, output: Json = null) => world.store.finishRun(id, { status: 'SUCCEEDED', output });

describe('starting a run', () => {
  it('accepts it on the published version, as the person who asked', async () => {
    const workflowId = await published(smallPipeline());
    const { run, userErrors } = await start({ workflowId, input: { title: 'x' } });
    expect(userErrors).toEqual([]);
    expect(run).toMatchObject({
      status: 'QUEUED',
      input: { title: 'x' },
      version: { number: 1 },
      workflow: { id: workflowId },
    });
    expect(await world.db.run.findUnique({ where: { id: run.id } })).toMatchObject({
      startedBy: { kind: 'USER', id: ada.userId, label: 'Ada' },
    });
  });

  it('takes an older version by its id, and refuses one of another workflow', async () => {
    const workflowId = await draft(smallPipeline());
    const first = await publish(workflowId);
    await world.services.workflows.saveDraft(ada, { workflowId, expectedRevision: 1, graph: smallPipeline({}, 'new') });
    await publish(workflowId, 2);
    expect((await start({ workflowId, versionId: first })).run.version).toEqual({ id: first, number: 1 });
    const other = await published(smallPipeline());
    expect((await start({ workflowId: other, versionId: first })).userErrors).toMatchObject([
      { code: 'NOT_FOUND', path: ['versionId'] },
    ]);
  });

  it('refuses a version whose stored plan cannot be read, and one of a newer Muster, and says why', async () => {
    const workflowId = await draft(smallPipeline());
    const id = await publish(workflowId);
    const { plan } = await world.db.version.findUniqueOrThrow({ where: { id } });
    const why = async (stored: object) => {
      await world.db.version.update({ where: { id }, data: { plan: stored } });
      return (await start({ workflowId })).userErrors;
    };
    expect(await why([])).toMatchObject([{ code: 'PLAN_UNREADABLE' }]);
    expect(await why({ ...(plan as object), planVersion: 2 })).toMatchObject([
      { code: 'PLAN_UNREADABLE', message: expect.stringContaining('planVersion is 2') },
    ]);
    await world.db.version.update({ where: { id }, data: { plan: plan as object } });
    expect((await start({ workflowId, input: { title: 'x' } })).userErrors).toEqual([]);
  });

  it('refuses a workflow that was never published', async () => {
    const answer = await start({ workflowId: await draft(smallPipeline()) });
    expect(answer).toMatchObject({ run: null, userErrors: [{ code: 'NOT_PUBLISHED', path: ['workflowId'] }] });
  });

  it("refuses input that breaks the trigger's schema, names each place, and starts nothing", async () => {
    const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title', 'report'] };
    const workflowId = await published(smallPipeline(schema));
    const { userErrors } = await start({ workflowId, input: { title: 7 } });
    expect(userErrors.map((error: { code: string; path: string[] }) => [error.code, ...error.path])).toEqual([
      ['RUN_INPUT_INVALID', 'input', 'report'],
      ['RUN_INPUT_INVALID', 'input', 'title'],
    ]);
    expect((await start({ workflowId })).userErrors[0]).toMatchObject({ code: 'RUN_INPUT_INVALID' });
    expect(await world.db.run.count({ where: { workflowId } })).toBe(0);
    expect((await start({ workflowId, input: { title: 'x', report: 'y' } })).userErrors).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['NUL (G10)', { text: 'a\u0000' }],
    ['a lone surrogate (G10)', { text: '\uD800' }],
    ['4.1 MB', { text: 'x'.repeat(4_100_000) }],
    ['70 levels', JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`)],
    ['a key __proto__ (G8)', JSON.parse('{"__proto__": {"admin": true}}')],
  ])('refuses input with %s', async (_case, input) => {
    const workflowId = await published(smallPipeline());
    expect((await start({ workflowId, input })).userErrors).toMatchObject([{ code: 'RUN_INPUT_INVALID' }]);
  });

  it('answers one idempotency key with one run, also when ten come at once (Q21, W4)', async () => {
    const workflowId = await published(smallPipeline());
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => start({ workflowId, idempotencyKey: 'delivery-1' })),
    );
    expect(new Set(answers.map(({ run }) => run.id)).size).toBe(1);
    expect(await world.db.run.count({ where: { workflowId } })).toBe(1);
    expect((await start({ workflowId, idempotencyKey: 'a b' })).userErrors).toMatchObject([
      { code: 'INVALID_INPUT', path: ['idempotencyKey'] },
    ]);
  });

  it('pins the published version of each squad, and shows it', async () => {
    const squad = await draft(smallSquad());
    const pinned = await publish(squad);
    const workflowId = await published(squadPipeline(squad));
    const id = await started(workflowId);
    const again = smallSquad();
    const graph = {
      ...again,
      nodes: again.nodes.map((node) => ({ ...node, config: { ...node.config, maxTurns: 3 } })),
    };
    await world.services.workflows.saveDraft(ada, { workflowId: squad, expectedRevision: 1, graph });
    expect(await publish(squad, 2)).not.toBe(pinned);
    const query = 'query ($id: ID!) { run(id: $id) { squads { nodeId workflowId version { id number } } } }';
    const { data } = await world.gql(ada, query, { id });
    expect(data.run.squads).toEqual([{ nodeId: 'fix', workflowId: squad, version: { id: pinned, number: 1 } }]);
  });

  it('refuses when a squad was deleted, and starts a squad by itself', async () => {
    const squad = await published(smallSquad());
    const workflowId = await published(squadPipeline(squad));
    expect((await start({ workflowId: squad, input: { title: 'Mend it' } })).run.status).toBe('QUEUED');
    for (const input of [null, {}, ' ']) {
      expect((await start({ workflowId: squad, input })).userErrors).toMatchObject([{ code: 'RUN_INPUT_INVALID' }]);
    }
    await world.services.workflows.remove(ada, { workflowId: squad });
    expect((await start({ workflowId })).userErrors).toMatchObject([{ code: 'NOT_PUBLISHED' }]);
  });

  it('leaves runs of a deleted workflow to go on, with its name', async () => {
    const workflowId = await published(smallPipeline());
    const id = await started(workflowId);
    await world.services.workflows.remove(ada, { workflowId });
    const { data } = await world.gql(ada, 'query ($id: ID!) { run(id: $id) { status workflow { name } } }', { id });
    expect(data.run).toEqual({ status: 'QUEUED', workflow: { name: 'Runs' } });
    expect((await start({ workflowId })).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['workflowId'] }]);
  });
});

describe('cancelling', () => {
  const cancel = async (id: string) => (await world.gql(ada, CANCEL, { id })).data.cancelRun;

  it('cancels, twice if one likes (R11)', async () => {
    const id = await started(await published(smallPipeline()));
    expect(await cancel(id)).toEqual({ run: { id, status: 'CANCELLED' }, userErrors: [] });
    expect(await cancel(id)).toEqual({ run: { id, status: 'CANCELLED' }, userErrors: [] });
  });

  it('says that a run has already ended', async () => {
    const id = await started(await published(smallPipeline()));
    await finish(id);
    const answer = await cancel(id);
    expect(answer).toEqual({ run: null, userErrors: [{ code: 'RUN_FINISHED', path: ['runId'] }] });
  });
});

describe('reading runs', () => {
  it('shows node runs, usage, output and messages', async () => {
    const id = await started(await published(smallPipeline()), { n: 1 });
    await world.store.begin(id);
    const key = { runId: id, nodeId: 'start', iteration: '' };
    const usage = { inputTokens: 10, outputTokens: 5, costUsd: 0.25, modelCalls: 1 };
    await world.store.startNode(key, { n: 1 });
    await world.store.finishNodes([{ ...key, status: 'SUCCEEDED', ports: ['out'], output: { n: 2 }, usage }]);
    await world.db.message.createMany({
      data: [1, 2, 3].map((n) => ({
        id: newId('message'),
        workspaceId: ada.workspaceId,
        runId: id,
        fromMember: 'ada',
        toMember: 'grace',
        kind: 'delegate',
        parts: [{ kind: 'text', text: `${n}` }],
        nodeId: 'fix',
        iteration: 'fix:1',
        at: new Date(1_000 * n),
      })),
    });
    await finish(id, { done: true });
    const query = `query ($id: ID!, $after: String) { run(id: $id) {
      status output error { code } usage { inputTokens outputTokens costUsd modelCalls } lastSeq startedAt finishedAt
      nodeRuns(first: 10) { nodes { nodeId iteration status attempt port ports input output error { code } usage { costUsd } startedAt } }
      messages(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { fromMember toMember kind parts at } }
    } }`;
    const { data, errors } = await world.gql(ada, query, { id });
    expect(errors).toEqual([]);
    expect(data.run).toMatchObject({ status: 'SUCCEEDED', output: { done: true }, error: null, usage, lastSeq: 4 });
    expect(data.run.nodeRuns.nodes).toMatchObject([
      {
        nodeId: 'start',
        status: 'SUCCEEDED',
        attempt: 1,
        port: 'out',
        ports: ['out'],
        input: { n: 1 },
        output: { n: 2 },
      },
    ]);
    expect(data.run.messages).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const next = await world.gql(ada, query, { id, after: data.run.messages.pageInfo.endCursor });
    expect(next.data.run.messages.nodes.map(({ parts }: { parts: { text: string }[] }) => parts[0]?.text)).toEqual([
      '3',
    ]);
  });

  interface NodeRunPage {
    totalCount: number;
    nodes: { nodeId: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  }

  /** Five nodes that ended (the third failed), one skipped, one at work. */
  async function runOfSeven(): Promise<RunId> {
    const id = await started(await published(smallPipeline()));
    await world.store.begin(id);
    const key = (nodeId: string) => ({ runId: id, nodeId, iteration: '' });
    for (let n = 0; n < 5; n += 1) {
      await world.store.startNode(key(`n${n}`), { n });
      const failed = {
        status: 'FAILED' as const,
        ports: ['error'],
        output: null,
        error: { code: 'X', message: 'No.' },
      };
      const done = { status: 'SUCCEEDED' as const, ports: ['out'], output: { text: 'x'.repeat(500) } };
      await world.store.finishNodes([{ ...key(`n${n}`), ...(n === 2 ? failed : done) }]);
    }
    await world.store.finishNodes([{ ...key('aside'), status: 'SKIPPED', ports: [], output: null }]);
    await world.store.startNode(key('open'), { n: 9 });
    return id;
  }

  it('walks every node run once, in order of start, over pages, filtered by status', async () => {
    const id = await runOfSeven();
    const query = `query ($id: ID!, $s: NodeRunStatus, $after: String) { run(id: $id) {
      nodeRuns(first: 3, status: $s, after: $after) { totalCount nodes { nodeId } pageInfo { hasNextPage endCursor } } } }`;
    const walk = async (status: string | null) => {
      const seen: string[][] = [];
      let after: string | null = null;
      for (;;) {
        const { data } = await world.gql(ada, query, { id, s: status, after });
        const nodeRuns: NodeRunPage = data.run.nodeRuns;
        seen.push(nodeRuns.nodes.map(({ nodeId }) => nodeId));
        if (!nodeRuns.pageInfo.hasNextPage) return { seen, total: nodeRuns.totalCount };
        after = nodeRuns.pageInfo.endCursor;
      }
    };
    expect(await walk(null)).toEqual({ seen: [['n0', 'n1', 'n2'], ['n3', 'n4', 'aside'], ['open']], total: 7 });
    expect(await walk('SUCCEEDED')).toEqual({ seen: [['n0', 'n1', 'n3'], ['n4']], total: 4 });
    expect(await walk('CANCELLED')).toEqual({ seen: [[]], total: 0 });
  });

  it('reads one node run with its values, and says null where the run has not come', async () => {
    const id = await runOfSeven();
    const query = `query ($id: ID!) { run(id: $id) {
      n1: nodeRun(nodeId: "n1") { status input output } inside: nodeRun(nodeId: "n1", iteration: "each:3") { id } } }`;
    expect((await world.gql(ada, query, { id })).data.run).toEqual({
      n1: { status: 'SUCCEEDED', input: { n: 1 }, output: { text: 'x'.repeat(500) } },
      inside: null,
    });
  });

  it('gives a snapshot of every node run without values, at the number of its newest event', async () => {
    const id = await runOfSeven();
    const { data } = await world.gql(ada, 'query ($id: ID!) { run(id: $id) { lastSeq snapshot } }', { id });
    const snapshot = runSnapshot.parse(data.run.snapshot);
    expect(snapshot).toMatchObject({ seq: data.run.lastSeq, status: 'RUNNING', error: null, nodeRunCount: 7 });
    const rows = expandSnapshot(snapshot);
    expect(rows.map(({ nodeId, status }) => `${nodeId} ${status}`)).toEqual([
      'n0 SUCCEEDED',
      'n1 SUCCEEDED',
      'n2 FAILED',
      'n3 SUCCEEDED',
      'n4 SUCCEEDED',
      'aside SKIPPED',
      'open RUNNING',
    ]);
    expect(rows[2]).toMatchObject({ ports: ['error'], error: { code: 'X', message: 'No.' }, attempt: 1 });
    expect(JSON.stringify(snapshot)).not.toContain('xxx');
    const stored = await world.db.nodeRun.findMany({ where: { runId: id }, orderBy: { id: 'asc' } });
    expect(rows.map(({ startedAt, finishedAt }) => [startedAt, finishedAt])).toEqual(
      stored.map(({ startedAt, finishedAt }) =>
        startedAt ? [startedAt.getTime(), finishedAt?.getTime() ?? null] : [null, null],
      ),
    );
  });

  it('gives stored events by page, with their values', async () => {
    const id = await runOfSeven();
    const query =
      'query ($id: ID!, $a: Int) { run(id: $id) { events(first: 2, afterSeq: $a) { runId seq type at data } } }';
    const page = async (a?: number) => (await world.gql(ada, query, { id, a })).data.run.events;
    expect(await page()).toMatchObject([
      { runId: id, seq: 1, type: 'run.started' },
      { seq: 2, type: 'node.started', data: { input: { n: 0 } } },
    ]);
    expect(await page(2)).toMatchObject([{ seq: 3, data: { output: { text: 'x'.repeat(500) } } }, { seq: 4 }]);
    expect(await page(99)).toEqual([]);
    expect((await world.gql(ada, query, { id, a: -1 })).errors).toMatchObject([{ code: 'INVALID_INPUT' }]);
  });

  it('walks every run once, newest first, over pages, filtered by workflow and status', async () => {
    const workflowId = await published(smallPipeline());
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.unshift(await started(workflowId));
    await finish(ids[0] as RunId);
    const query = `query ($w: ID, $s: RunStatus, $after: String) {
      runs(workflowId: $w, status: $s, first: 2, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await world.gql(ada, query, { w: workflowId, after });
      seen.push(...data.runs.nodes.map(({ id }: { id: string }) => id));
      expect(data.runs.totalCount).toBe(5);
      after = data.runs.pageInfo.hasNextPage ? data.runs.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(ids);
    const ended = await world.gql(ada, query, { w: workflowId, s: 'SUCCEEDED' });
    expect(ended.data.runs).toMatchObject({ totalCount: 1, nodes: [{ id: ids[0] }] });
    const { data } = await world.gql(
      ada,
      'query ($id: ID!) { workflow(id: $id) { lastRun { id } runs(first: 1) { nodes { id } } } }',
      { id: workflowId },
    );
    expect(data.workflow).toEqual({ lastRun: { id: ids[0] }, runs: { nodes: [{ id: ids[0] }] } });
  });

  it.each<[string, number, string | null, string]>([
    ['a million', 1_000_000, null, 'INVALID_INPUT'],
    ['101', 101, null, 'INVALID_INPUT'],
    ['none', 0, null, 'INVALID_INPUT'],
    ['minus one', -1, null, 'INVALID_INPUT'],
    ['a broken cursor', 10, 'bm8', 'INVALID_INPUT'],
    ['a cursor of 1 MB', 10, 'A'.repeat(1_000_000), 'INVALID_INPUT'],
  ])('refuses pages of %s with a code (Q16)', async (_case, first, after, code) => {
    const query = `query ($first: Int!, $after: String) {
      runs(first: $first, after: $after) { nodes { id } } }`;
    const { data, errors } = await world.gql(ada, query, { first, after });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ code, path: ['runs'] }]);
  });

  it('asks the database a fixed number of times, however long the list (no N+1)', async () => {
    const workflowId = await published(smallPipeline());
    const query = `query ($w: ID!, $first: Int!) { runs(workflowId: $w, first: $first) { nodes {
      input output workflow { name draft } version { number graph } nodeRuns(first: 5) { totalCount nodes { nodeId } } } } }`;
    const questions = async (first: number) => {
      const before = world.questions();
      expect((await world.gql(ada, query, { w: workflowId, first })).errors).toEqual([]);
      return world.questions() - before;
    };
    await started(workflowId);
    const one = await questions(10);
    for (let n = 0; n < 6; n += 1) await started(workflowId);
    expect(await questions(10)).toBe(one);
  });
});

describe('following a run', () => {
  const FOLLOW = `subscription ($id: ID!, $after: Int) {
    runEvents(runId: $id, afterSeq: $after) { runId seq type nodeId iteration at data } }`;

  it('sends every stored event after a number', async () => {
    const id = await started(await published(smallPipeline()));
    await world.store.begin(id);
    await finish(id, 'done');
    const all = await world.subscription(ada, FOLLOW, { id });
    expect(all.events.map(({ runEvents }) => [runEvents.seq, runEvents.type])).toEqual([
      [1, 'run.started'],
      [2, 'run.completed'],
    ]);
    const rest = await world.subscription(ada, FOLLOW, { id, after: 1 });
    expect(rest.events).toMatchObject([{ runEvents: { runId: id, seq: 2, data: { output: 'done' } } }]);
  });

  it('sends summaries without the values of the run and its nodes', async () => {
    const id = await started(await published(smallPipeline()), { secret: 'input' });
    await world.store.begin(id);
    const key = { runId: id, nodeId: 'start', iteration: '' };
    await world.store.startNode(key, { secret: 'input' });
    await world.store.finishNodes([{ ...key, status: 'SUCCEEDED', ports: ['out'], output: { secret: 'output' } }]);
    await finish(id, { secret: 'output' });
    const follow = FOLLOW.replace('runEvents', 'runEventSummaries');
    const { events } = await world.subscription(ada, follow, { id });
    expect(events.map((event) => event.runEventSummaries?.seq)).toEqual([1, 2, 3, 4]);
    expect(JSON.stringify(events)).not.toContain('secret');
    expect(events[2]).toMatchObject({ runEventSummaries: { data: { port: 'out', ports: ['out'] } } });
  });

  it('refuses a number below 0', async () => {
    const id = await started(await published(smallPipeline()));
    const answer = await world.subscription(ada, FOLLOW, { id, after: -1 });
    expect(answer).toMatchObject({ events: [], errors: [{ code: 'INVALID_INPUT' }] });
  });
});

import {
  MAX_PAYLOAD_BYTES,
  type NewRunEvent,
  newId,
  noUsage,
  type RunEvent,
  type RunId,
  summarizeEvent,
  type WorkspaceId,
} from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventBus, NodeKey, RunStore } from '../run-store';
import type { AcceptRun, RunIntake } from '../start-run/run-intake';

/** What the suite needs of a way to keep runs. */
export interface StoreWorld {
  store: RunStore;
  intake: RunIntake;
  bus: EventBus;
  /** A request to run a version that exists; `input` and key are the suite's. */
  request(): AcceptRun;
  close(): Promise<void>;
}

const usage = (inputTokens: number) => ({ inputTokens, outputTokens: 1, costUsd: 0.5, modelCalls: 1 });
const failure = { code: 'NODE_FAILED', message: 'no' };

/** The one suite for every `RunStore` with its `RunIntake`. */
export function describeRunStore(name: string, open: () => Promise<StoreWorld>): void {
  describe(`run store: ${name}`, () => {
    let world: StoreWorld;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(() => world.close());

    async function newRun(): Promise<RunId> {
      const { runId } = await world.intake.accept({ ...world.request(), input: { a: 1 } });
      await world.store.begin(runId);
      return runId;
    }
    const keyOf = (runId: RunId, nodeId = 'a', iteration = ''): NodeKey => ({ runId, nodeId, iteration });
    const types = async (runId: RunId) => (await world.store.events(runId, 0, 1000)).map((event) => event.type);
    const succeed = (key: NodeKey, output: unknown = 1) =>
      world.store.finishNodes([{ ...key, status: 'SUCCEEDED', ports: ['out'], output: output as never }]);

    it('begins a run once, and says no when it has ended', async () => {
      const runId = await newRun();
      expect(await world.store.begin(runId)).toBe(true);
      expect(await types(runId)).toEqual(['run.started']);
      expect(await world.store.load(runId)).toMatchObject({ status: 'RUNNING', input: { a: 1 } });
      expect(await world.store.finishRun(runId, { status: 'SUCCEEDED', output: 2 })).toBe(true);
      expect(await world.store.begin(runId)).toBe(false);
      expect(await world.store.finishRun(runId, { status: 'CANCELLED' })).toBe(false);
      expect(await types(runId)).toEqual(['run.started', 'run.completed']);
    });

    it('answers null and false for a run that is not there', async () => {
      const runId = newId('run');
      expect(await world.store.load(runId)).toBeNull();
      expect(await world.store.begin(runId)).toBe(false);
      expect(await world.store.startNode(keyOf(runId), null)).toEqual({ kind: 'stopped' });
    });

    it('counts attempts: a retry is counted when it is decided, a crash when the node starts again', async () => {
      const runId = await newRun();
      const key = keyOf(runId);
      expect(await world.store.startNode(key, { x: 1 })).toMatchObject({ kind: 'start', attempt: 1 });
      expect(await world.store.startNode(key, { x: 1 })).toMatchObject({ kind: 'start', attempt: 2 });
      expect(await world.store.retryNode(key, failure, 500)).toBe(true);
      expect(await world.store.nodeRun(key)).toMatchObject({ status: 'WAITING', attempt: 3, input: { x: 1 } });
      expect(await world.store.startNode(key, { x: 1 })).toMatchObject({ kind: 'start', attempt: 3 });
      await succeed(key, 'done');
      const answer = await world.store.startNode(key, { x: 1 });
      expect(answer).toMatchObject({ kind: 'recorded', record: { output: 'done', ports: ['out'], attempt: 3 } });
    });

    it('numbers events without gaps while many write at once', async () => {
      const runId = await newRun();
      const ids = Array.from({ length: 40 }, (_, n) => `n${n}`);
      await Promise.all(
        ids.map(async (id) => {
          await world.store.startNode(keyOf(runId, id), null);
          await succeed(keyOf(runId, id), id);
        }),
      );
      const events = await world.store.events(runId, 0, 1000);
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 81 }, (_, n) => n + 1));
      expect(await world.store.events(runId, 79, 1)).toEqual([events[79]]);
      expect(await world.store.nodeRuns(runId)).toHaveLength(40);
    });

    it('shows a run with its events as of one moment', async () => {
      const { runId } = await world.intake.accept(world.request());
      expect(await world.store.follow(runId, 0, 10)).toEqual({ status: 'QUEUED', lastSeq: 0, events: [] });
      await world.store.begin(runId);
      await succeed(keyOf(runId, 'a'), 1);
      await world.store.finishRun(runId, { status: 'SUCCEEDED', output: 1 });
      const events = await world.store.events(runId, 0, 10);
      expect(events.length).toBeGreaterThan(2);
      expect(await world.store.follow(runId, 0, 10)).toEqual({ status: 'SUCCEEDED', lastSeq: events.length, events });
      expect(await world.store.follow(runId, 1, 1)).toEqual({
        status: 'SUCCEEDED',
        lastSeq: events.length,
        events: [events[1]],
      });
      expect(await world.store.follow(runId, events.length, 10)).toEqual({
        status: 'SUCCEEDED',
        lastSeq: events.length,
        events: [],
      });
      const summaries = await world.store.follow(runId, 0, 10, true);
      expect(summaries?.events).toEqual(events.map(summarizeEvent));
      expect(summaries?.events).not.toEqual(events);
      expect(await world.store.follow(newId('run'), 0, 10)).toBeNull();
    });

    it('gives a fused chain its rows and events in one go, and keeps what was recorded', async () => {
      const runId = await newRun();
      await succeed(keyOf(runId, 'b'), 'first');
      const rows = await world.store.finishNodes([
        { ...keyOf(runId, 'a'), status: 'SUCCEEDED', ports: ['out'], input: 1, output: 'a' },
        { ...keyOf(runId, 'b'), status: 'SUCCEEDED', ports: ['other'], input: 2, output: 'second' },
        { ...keyOf(runId, 'c'), status: 'SKIPPED', ports: [], output: null },
        { ...keyOf(runId, 'd'), status: 'FAILED', ports: ['error'], output: { code: 'x' }, error: failure },
      ]);
      expect(rows?.map(({ output }) => output)).toEqual(['a', 'first', null, { code: 'x' }]);
      expect((await types(runId)).slice(3)).toEqual([
        'node.started',
        'node.completed',
        'node.skipped',
        'node.started',
        'node.failed',
      ]);
      expect(await world.store.nodeRun(keyOf(runId, 'c'))).toMatchObject({ status: 'SKIPPED', startedAt: null });
      const [last] = (await world.store.events(runId, 0, 100)).slice(-1);
      expect(last).toMatchObject({ type: 'node.failed', data: { handled: true, error: failure } });
    });

    it('writes nothing after the end, and cancels what was open', async () => {
      const runId = await newRun();
      await world.store.startNode(keyOf(runId, 'a'), null);
      await succeed(keyOf(runId, 'b'));
      expect(await world.store.finishRun(runId, { status: 'CANCELLED' }, ['b', 'c'])).toBe(true);
      const before = await types(runId);
      expect(before.slice(-2)).toEqual(['node.skipped', 'run.cancelled']);
      expect(await succeed(keyOf(runId, 'a'))).toBeNull();
      expect(await world.store.startNode(keyOf(runId, 'z'), null)).toEqual({ kind: 'stopped' });
      expect(await world.store.retryNode(keyOf(runId, 'a'), failure, 1)).toBe(false);
      expect(await world.store.record(runId, { usage: { key: keyOf(runId, 'a'), usage: usage(1) } })).toBe('stopped');
      expect(await types(runId)).toEqual(before);
      const statuses = new Map((await world.store.nodeRuns(runId)).map((row) => [row.nodeId, row.status]));
      expect(Object.fromEntries(statuses)).toEqual({ a: 'CANCELLED', b: 'SUCCEEDED', c: 'SKIPPED' });
    });

    it('R11: cancelling and starting a node are in order: a node that started later than the cancel did not start', async () => {
      for (let round = 0; round < 10; round++) {
        const runId = await newRun();
        const starts = Array.from({ length: 6 }, (_, n) => world.store.startNode(keyOf(runId, `n${n}`), null));
        const [answers] = await Promise.all([
          Promise.all(starts),
          world.store.finishRun(runId, { status: 'CANCELLED' }),
        ]);
        const started = answers.filter(({ kind }) => kind === 'start').length;
        const events = await types(runId);
        expect(events.filter((type) => type === 'node.started')).toHaveLength(started);
        expect(events.at(-1)).toBe('run.cancelled');
      }
    });

    it('starts nothing new in a run that is ending, but goes on with what has started', async () => {
      const runId = await newRun();
      const guard = { iterations: [''], stopNodeIds: ['halt'] };
      await world.store.startNode(keyOf(runId, 'busy'), null, guard);
      await world.store.finishNodes([
        { ...keyOf(runId, 'x'), status: 'FAILED', ports: [], output: null, error: failure },
      ]);
      expect(await world.store.startNode(keyOf(runId, 'late'), null, guard)).toEqual({ kind: 'stopped' });
      const late = { ...keyOf(runId, 'late'), status: 'SUCCEEDED' as const, ports: ['out'], output: 1 };
      expect(await world.store.finishNodes([late], {}, guard)).toBeNull();
      expect(await world.store.startNode(keyOf(runId, 'busy'), null, guard)).toMatchObject({
        kind: 'start',
        attempt: 2,
      });
      expect(await world.store.startNode(keyOf(runId, 'member', 'fix:1'), null)).toMatchObject({ kind: 'start' });

      const stopped = await newRun();
      await world.store.finishNodes([{ ...keyOf(stopped, 'halt'), status: 'SUCCEEDED', ports: [], output: 1 }]);
      expect(await world.store.startNode(keyOf(stopped, 'late'), null, guard)).toEqual({ kind: 'stopped' });
      expect(
        await world.store.startNode(keyOf(stopped, 'late'), null, { iterations: [''], stopNodeIds: [] }),
      ).toMatchObject({
        kind: 'start',
      });
    });

    it('an iteration that is ending stops what is within it, and nothing else', async () => {
      const runId = await newRun();
      const guardOf = (...iterations: string[]) => ({ iterations: [...iterations, ''], stopNodeIds: [] });
      await world.store.finishNodes([
        { ...keyOf(runId, 'x', 'each:1'), status: 'FAILED', ports: [], output: null, error: failure },
      ]);
      const start = async (iteration: string, guard: ReturnType<typeof guardOf>) =>
        (await world.store.startNode(keyOf(runId, 'late', iteration), null, guard)).kind;
      expect(await start('each:1', guardOf('each:1'))).toBe('stopped');
      expect(await start('each:1/again:1', guardOf('each:1/again:1', 'each:1'))).toBe('stopped');
      expect(await start('each:10', guardOf('each:10'))).toBe('start');
      expect(await start('', guardOf())).toBe('start');
    });

    it('adds up what an iteration and all below it used, and no other that only looks alike', async () => {
      const runId = await newRun();
      for (const [iteration, tokens] of [
        ['', 1],
        ['fix:1', 10],
        ['fix:1/ada:1', 100],
        ['fix:10', 1000],
      ] as const) {
        const outcome = { status: 'SUCCEEDED' as const, ports: ['out'], output: null, usage: usage(tokens) };
        await world.store.finishNodes([{ ...keyOf(runId, 'a', iteration), ...outcome }]);
      }
      const used = async (iteration: string) => (await world.store.usage(runId, iteration)).inputTokens;
      expect(await used('fix:1')).toBe(110);
      expect(await used('')).toBe(1111);
    });

    it('records an agent turn once: events, messages, transcript, usage', async () => {
      const runId = await newRun();
      const key = keyOf(runId, 'ada', 'fix:1');
      await world.store.startNode(key, null);
      const event: NewRunEvent = {
        type: 'agent.tool_call',
        nodeId: 'ada',
        iteration: 'fix:1',
        data: {
          member: 'ada',
          name: 'Ada',
          role: 'tech-lead',
          callId: 'c1',
          tool: 'calculate',
          arguments: {},
          turn: 1,
        },
      };
      const turn = {
        events: [event],
        messages: [
          // Only what was sent along an edge counts as a message.
          ...['task', 'delegate', 'ask', 'review', 'answer', 'refused'].map((kind) => ({
            ...{ id: newId('message'), from: 'ada', to: 'grace', kind, parts: [] },
            ...{ nodeId: 'ada', iteration: 'fix:1' },
          })),
        ],
        transcript: [
          { ...key, turn: 1, position: 1, entry: null },
          { ...key, turn: 1, position: 0, entry: { role: 'assistant' } },
        ],
        usage: { key, usage: usage(10) },
      };
      expect(await world.store.record(runId, turn)).toBe('written');
      expect(await world.store.record(runId, turn)).toBe('known');
      expect((await types(runId)).filter((type) => type === 'agent.tool_call')).toHaveLength(1);
      expect((await world.store.transcript(key)).map(({ entry }) => entry)).toEqual([{ role: 'assistant' }, null]);
      expect(await world.store.usage(runId, 'fix:1')).toEqual({ ...usage(10), messages: 3 });
      expect(await world.store.usage(runId, 'other')).toEqual({ ...noUsage, messages: 0 });

      const rows = await world.store.finishNodes([{ ...key, status: 'SUCCEEDED', ports: ['out'], output: 'ok' }], {
        ...turn,
        transcript: [{ ...key, turn: 2, position: 0, entry: 1 }],
        messages: [],
      });
      expect(rows?.[0]?.usage).toEqual({ inputTokens: 20, outputTokens: 2, costUsd: 1, modelCalls: 2 });
      expect((await world.store.nodeRun(key))?.usage).toEqual(rows?.[0]?.usage);
      await world.store.finishRun(runId, { status: 'SUCCEEDED', output: null });
      const [last] = (await world.store.events(runId, 0, 100)).slice(-1);
      expect(last).toMatchObject({ type: 'run.completed', data: { usage: { inputTokens: 20, modelCalls: 2 } } });
    });

    it('R13: an output over 4 MB is refused with a typed error, one just below is kept', async () => {
      const runId = await newRun();
      // Two bytes a letter: what counts is bytes, not characters.
      const text = 'é'.repeat(MAX_PAYLOAD_BYTES / 2 - 1);
      await expect(succeed(keyOf(runId), `${text}x`)).rejects.toMatchObject({ code: 'OUTPUT_TOO_LARGE' });
      expect(await world.store.nodeRun(keyOf(runId))).toBeNull();
      await succeed(keyOf(runId), text);
      expect((await world.store.nodeRun(keyOf(runId)))?.output).toBe(text);
    });

    it('R13: an input over 4 MB is not shown in the row, one just below is', async () => {
      const runId = await newRun();
      const text = 'é'.repeat(MAX_PAYLOAD_BYTES / 2 - 1);
      const inputOf = async (nodeId: string, input: string) => {
        await world.store.startNode(keyOf(runId, nodeId), input);
        return (await world.store.nodeRun(keyOf(runId, nodeId)))?.input;
      };
      expect(await inputOf('large', `${text}x`)).toBeNull();
      expect(await inputOf('fits', text)).toBe(text);
    });

    it('G10: NUL characters and lone surrogates are replaced, everything else survives', async () => {
      const runId = await newRun();
      const output = { 'k\u0000': 'a\u0000b', lone: '\ud800x', pair: '😀', text: '\\u0000', rtl: '\u202e' };
      const rows = await succeed(keyOf(runId), output);
      const clean = { 'k\ufffd': 'a\ufffdb', lone: '\ufffdx', pair: '😀', text: '\\u0000', rtl: '\u202e' };
      expect((await world.store.nodeRun(keyOf(runId)))?.output).toEqual(clean);
      expect(rows?.[0]?.output).toEqual(clean);
      expect((await world.store.events(runId, 0, 10)).at(-1)).toMatchObject({ data: { output: clean } });
    });

    it('G8: ids and keys named like prototypes are ordinary', async () => {
      const runId = await newRun();
      const output = JSON.parse('{"__proto__":{"a":1},"constructor":2}') as unknown;
      await succeed(keyOf(runId, '__proto__'), output);
      await succeed(keyOf(runId, 'constructor'), 3);
      expect(JSON.stringify((await world.store.nodeRun(keyOf(runId, '__proto__')))?.output)).toContain(
        '"__proto__":{"a":1}',
      );
      expect((await world.store.nodeRuns(runId, '')).map(({ nodeId }) => nodeId).sort()).toEqual([
        '__proto__',
        'constructor',
      ]);
    });

    it('publishes after the commit what the store then tells', async () => {
      const { runId } = await world.intake.accept(world.request());
      const heard: RunEvent[] = [];
      const leave = await world.bus.subscribe(runId, (event) => heard.push(event));
      await world.store.begin(runId);
      await succeed(keyOf(runId));
      await world.store.finishRun(runId, { status: 'FAILED', error: failure });
      await expect.poll(() => heard.length).toBe(4);
      leave();
      expect(heard).toEqual(await world.store.events(runId, 0, 100));
    });

    it('R7: the same idempotency key gives the first run, also at the same moment; other workspaces do not see it', async () => {
      const request = { ...world.request(), idempotencyKey: newId('event') };
      const answers = await Promise.all(Array.from({ length: 10 }, () => world.intake.accept(request)));
      expect(new Set(answers.map(({ runId }) => runId)).size).toBe(1);
      expect(answers.filter(({ created }) => created)).toHaveLength(1);
      const runId = answers[0]?.runId as RunId;
      expect(await world.intake.find(runId, request.workspaceId)).toMatchObject({ runId });
      expect(await world.intake.find(runId, 'other' as WorkspaceId)).toBeNull();
    });

    it('keeps an accepted run in the outbox until it is removed, and knows which runs are open', async () => {
      const { runId, versionId } = { ...world.request(), ...(await world.intake.accept(world.request())) };
      const open = async () => (await world.intake.openRuns(-60_000, '', 10_000)).map((run) => run.runId);
      expect(await open()).not.toContain(runId);
      await world.intake.retryOutbox(`run:${runId}`, -1);
      const taken = (await world.intake.takeOutbox(1000, 60_000)).filter((entry) => entry.runId === runId);
      expect(taken).toEqual([{ id: `run:${runId}`, runId, versionId, attempts: 0 }]);
      expect((await world.intake.takeOutbox(1000, 60_000)).map((entry) => entry.runId)).not.toContain(runId);
      await world.intake.removeOutbox([`run:${runId}`]);
      expect(await open()).toContain(runId);
      await world.store.begin(runId);
      await world.store.finishRun(runId, { status: 'CANCELLED' });
      expect(await open()).not.toContain(runId);
    });
  });
}

import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import { isJsonObject } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { squadVersion } from './testing/agent-world';
import { createEmbeddedWorld } from './testing/embedded-world';
import { type ScriptedModelServer, startScriptedModelServer } from './testing/scripted-model-server';

let database: TestDatabase;
let server: ScriptedModelServer;
let scripted: ReturnType<typeof createEmbeddedWorld>;
let demonstration: ReturnType<typeof createEmbeddedWorld>;
beforeAll(async () => {
  database = await testDatabase();
  server = await startScriptedModelServer();
  scripted = createEmbeddedWorld(database.db, { openaiBaseUrl: server.url });
  await scripted.runtime.start();
});
afterAll(async () => {
  await scripted?.runtime.stop(0);
  await server?.close();
  await database?.drop();
});

describe('a squad on the embedded engine', () => {
  it('has two members at work at the same time, gets both answers, and refuses a message without an edge', async () => {
    const ask = (name: string) => ({ name, arguments: { message: `Do your part, ${name}.` } });
    const barrier = { name: 'both', parties: 2 };
    server.script([
      {
        key: 'ada 1',
        when: { member: 'ada', turn: 1 },
        reply: { toolCalls: [ask('delegate_grace'), ask('delegate_edsger'), ask('review_grace')] },
      },
      { key: 'grace', when: { member: 'grace' }, reply: { text: 'The cause.' }, barrier },
      { key: 'edsger', when: { member: 'edsger' }, reply: { text: 'The test.' }, barrier },
      { key: 'ada 2', when: { member: 'ada', turn: 2 }, reply: { text: 'Mended.' } },
    ]);
    const squad = await scripted.publish(
      squadVersion({ ada: { lead: true, role: 'tech-lead' }, grace: {}, edsger: { role: 'qa-tester' } }, [
        'ada delegate grace',
        'ada delegate edsger',
      ]),
    );
    const { row, runId, events } = await scripted.run(squad, { title: 'Mend the cart' });
    expect(row).toMatchObject({ status: 'SUCCEEDED', modelCalls: 4, output: { text: 'Mended.' } });
    expect(['ada 1', 'grace', 'edsger', 'ada 2'].map((key) => server.count(key))).toEqual([1, 1, 1, 1]);
    expect(server.paidTwice()).toEqual([]);
    expect(events.filter((event) => event.seq !== null).map((event) => event.seq)).toEqual(
      Array.from({ length: row.lastSeq }, (_, index) => index + 1),
    );
    const messages = await database.db.message.findMany({ where: { runId }, orderBy: { id: 'asc' } });
    expect(messages.map((one) => `${one.fromMember} ${one.kind} ${one.toMember}`).sort()).toEqual([
      '$task task ada',
      'ada answer $task',
      'ada delegate edsger',
      'ada delegate grace',
      'ada refused grace',
      'edsger answer ada',
      'grace answer ada',
    ]);
  });

  it('G10: keeps what a model writes that Postgres cannot, as replacement characters', async () => {
    server.reset();
    const nasty = 'a\u0000b\ud800c';
    server.script([
      {
        key: '1',
        when: { turn: 1 },
        reply: {
          text: nasty,
          toolCalls: [
            { name: `ask_${nasty}`, arguments: { message: nasty } },
            { name: 'ask_nobody', arguments: { message: nasty } },
            { name: 'calculate', arguments: { expression: `"${nasty}"` } },
          ],
        },
      },
      { key: '2', reply: { text: `${nasty}!` } },
    ]);
    const squad = await scripted.publish(squadVersion({ ada: { lead: true, tools: ['calculate'] } }, []));
    const { row } = await scripted.run(squad, 'Say it.');
    expect(row).toMatchObject({ status: 'SUCCEEDED', output: { text: 'a\uFFFDb\uFFFDc!' } });
  });

  it('R11: a cancel reaches the provider, and nothing is recorded after it', async () => {
    server.reset();
    server.script([{ key: 'slow', hold: 'for ever' }]);
    const squad = await scripted.publish(squadVersion({ ada: { lead: true } }, []));
    const running = scripted.run(squad, 'Wait.');
    await server.until((calls) => calls.length === 1);
    const open = await database.db.run.findFirstOrThrow({ where: { status: 'RUNNING', versionId: squad.versionId } });
    await scripted.runtime.cancelRun(open.id as never, open.workspaceId as never);
    await server.until((calls) => calls[0]?.state === 'gone');
    const { row, events } = await running;
    expect(row.status).toBe('CANCELLED');
    expect(events.at(-1)?.type).toBe('run.cancelled');
    expect(server.count()).toBe(1);
  });
});

describe('a process that is killed in the middle of a squad', () => {
  it('R2 R3: another takes over, and nothing that was recorded is paid for again', async () => {
    await scripted.runtime.stop(0);
    server.reset();
    const ask = (name: string) => ({ name: `delegate_${name}`, arguments: { message: `Your part, ${name}.` } });
    server.script([
      {
        key: 'ada 1',
        when: { member: 'ada', turn: 1 },
        reply: { toolCalls: [ask('grace'), ask('edsger'), { name: 'calculate', arguments: { expression: '6 * 7' } }] },
      },
      { key: 'grace', when: { member: 'grace' }, reply: { text: 'The cause.' } },
      // The first request of Edsger's is on its way when the process ends.
      { key: 'edsger lost', times: 1, when: { member: 'edsger' }, hold: 'for ever' },
      { key: 'busy', times: 1, when: { member: 'edsger' }, fault: { status: 429, retryAfterSeconds: 0.05 } },
      { key: 'edsger', when: { member: 'edsger' }, reply: { text: 'The test.' } },
      { key: 'ada 2', when: { member: 'ada', turn: 2 }, reply: { text: 'Mended.' } },
    ]);
    const tools = ['calculate'];
    const version = squadVersion(
      { ada: { lead: true, role: 'tech-lead', tools }, grace: {}, edsger: { policy: { retry: { maxAttempts: 3 } } } },
      ['ada delegate grace', 'ada delegate edsger'],
    );
    const first = createEmbeddedWorld(database.db, { openaiBaseUrl: server.url }, 500);
    await first.runtime.start();
    const squad = await first.publish(version);
    const { runId } = await first.accept(squad, 'Mend the cart.');
    await server.until((calls) => ['grace', 'edsger lost'].every((key) => calls.some((call) => call.key === key)));
    const recorded = () => database.db.nodeRun.count({ where: { runId, nodeId: 'grace', status: 'SUCCEEDED' } });
    const calculated = () => database.db.runEvent.count({ where: { runId, type: 'agent.tool_result' } });
    await expect.poll(async () => (await recorded()) + (await calculated()), { timeout: 10_000 }).toBe(2);
    first.crash();

    const second = createEmbeddedWorld(database.db, { openaiBaseUrl: server.url }, 500);
    await second.runtime.start();
    const events = [];
    for await (const event of second.runtime.events(runId, 0)) events.push(event);
    expect(events.at(-1)).toMatchObject({ type: 'run.completed', data: { output: { text: 'Mended.' } } });
    const keys = ['ada 1', 'grace', 'edsger lost', 'busy', 'edsger', 'ada 2'];
    expect(keys.map((key) => server.count(key))).toEqual([1, 1, 1, 1, 1, 1]);
    expect(server.paidTwice()).toEqual([]);
    expect(await calculated()).toBe(1);
    const stored = events.filter((event) => event.seq !== null);
    expect(stored.map((event) => event.seq)).toEqual(stored.map((_, index) => index + 1));
    expect(await database.db.message.count({ where: { runId } })).toBe(6);
    await second.runtime.stop(0);
    await first.runtime.stop(0);
  });
});

describe('the examples with the demonstration model', () => {
  beforeAll(async () => {
    demonstration = createEmbeddedWorld(database.db, { offlineWordDelayMs: 0 });
    await demonstration.runtime.start();
  });
  afterAll(() => demonstration?.runtime.stop(0));

  it.each(['bug-squad', 'fix-a-bug-report', 'review-squad', 'support-mail', 'release-notes'])(
    '%s runs to its end, and every node and member has its row',
    async (slug) => {
      const { row, runId, events } = await demonstration.runExample(slug);
      expect([row.status, row.error]).toEqual(['SUCCEEDED', null]);
      expect(row.costUsd).toBe(0);
      const said = events.flatMap((event) =>
        event.type === 'agent.message' && event.data.from !== '$task' ? [event.data] : [],
      );
      expect(said.length).toBeGreaterThan(0);
      expect(said.every((one) => one.demonstration === true)).toBe(true);
      const nodeRuns = await demonstration.nodeRuns(runId);
      expect(nodeRuns.every((one) => ['SUCCEEDED', 'SKIPPED'].includes(one.status))).toBe(true);
      if (slug === 'fix-a-bug-report') {
        expect(nodeRuns.filter((one) => one.iteration.startsWith('fix:1')).map((one) => one.nodeId)).toEqual(
          expect.arrayContaining(['ada', 'grace', 'edsger']),
        );
        expect(isJsonObject(row.output)).toBe(true);
      }
    },
  );
});

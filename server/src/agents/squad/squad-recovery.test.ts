import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GiveUp } from '../../runtime/step-tools';
import { createAgentWorld, pipelineVersion, squadVersion } from '../testing/agent-world';
import { Crash } from '../testing/inline-engine';
import { type ScriptedModelServer, type ScriptRule, startScriptedModelServer } from '../testing/scripted-model-server';

let server: ScriptedModelServer;
let world: ReturnType<typeof createAgentWorld> | undefined;
beforeAll(async () => {
  server = await startScriptedModelServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());
afterEach(() => world?.close());

const team = () =>
  squadVersion({ ada: { lead: true, role: 'tech-lead' }, grace: {}, edsger: { role: 'qa-tester' } }, [
    'ada delegate grace',
    'ada delegate edsger',
    'grace ask edsger',
  ]);
const call = (name: string, message: string) => ({ name, arguments: { message } });
const script: ScriptRule[] = [
  {
    key: 'ada 1',
    when: { member: 'ada', turn: 1 },
    reply: {
      toolCalls: [call('delegate_grace', 'Cause?'), call('delegate_edsger', 'Test?'), call('ask_grace', 'No.')],
    },
  },
  { key: 'grace 1', when: { member: 'grace', turn: 1 }, reply: { toolCalls: [call('ask_edsger', 'Steps?')] } },
  { key: 'edsger asked', when: { member: 'edsger', any: 'Steps?' }, reply: { text: 'Three steps.' } },
  { key: 'edsger', when: { member: 'edsger' }, reply: { text: 'Test written.' } },
  { key: 'grace 2', when: { member: 'grace', turn: 2 }, reply: { text: 'A null check.' } },
  { key: 'ada 2', when: { member: 'ada', turn: 2 }, reply: { text: 'Mended.' } },
];
const start = (options: Partial<Parameters<typeof createAgentWorld>[0]> = {}) => {
  const models = { openaiBaseUrl: server.url };
  world = createAgentWorld({ models, versions: [team()], input: 'Mend the cart.', ...options });
  return world;
};

describe('a squad whose process ends', () => {
  it('R2 goes on wherever it was: no call is paid for twice, no message is sent twice', async () => {
    server.script(script);
    const whole = start();
    await whole.call();
    const steps = whole.engine.steps;
    const said = whole
      .messages()
      .map(({ from, to, kind }) => `${from} ${kind} ${to}`)
      .sort();
    expect(steps.length).toBeGreaterThan(14);
    expect(said).toContain('ada refused grace');
    await whole.close();

    for (const stop of steps) {
      server.reset();
      server.script(script);
      let crashed = false;
      const resumed = start({
        afterStep: (job, step) => {
          if (crashed || `${job} ${step}` !== stop) return;
          crashed = true;
          throw new Crash();
        },
      });
      await expect(resumed.call()).rejects.toBeInstanceOf(Crash);
      await resumed.engine.settled();
      expect(await resumed.call()).toEqual({ ports: ['out'] });
      expect([stop, server.count(), server.paidTwice()]).toEqual([stop, 6, []]);
      expect(
        resumed
          .messages()
          .map(({ from, to, kind }) => `${from} ${kind} ${to}`)
          .sort(),
      ).toEqual(said);
      expect(resumed.stored()).toMatchObject({ output: { text: 'Mended.' }, usage: { modelCalls: 6 } });
      expect(resumed.stored().events.map((event) => event.seq)).toEqual(
        Array.from({ length: resumed.stored().lastSeq }, (_, index) => index + 1),
      );
      await resumed.close();
    }
  });

  it('R12 a member whose function is given up counts as one that did not answer', async () => {
    server.script(script.filter((rule) => rule.key !== 'grace 1'));
    const {
      call: run,
      row,
      messages,
    } = start({
      afterStep: (job, step) => {
        if (job === 'job/lead/call:1.0' && step === 'begin') throw new GiveUp('it kills the process');
      },
    });
    expect(await run()).toEqual({ ports: ['out'] });
    const last = server.calls.find((one) => one.key === 'ada 2')?.request.messages ?? [];
    expect(JSON.stringify(last)).toContain('(NODE_CRASHED)');
    expect(row('grace')?.status).toBe('CANCELLED');
    expect(messages().some((one) => one.from === 'grace')).toBe(false);
  });
});

describe('time and money of a squad', () => {
  it('L3: a squad run directly fails with BUDGET_EXCEEDED when its hour is over', async () => {
    server.script(script);
    let calls = 0;
    const { call: run, stored } = start({
      now: () => {
        calls += 1;
        return new Date(calls < 8 ? 0 : 4_000_000);
      },
    });
    expect(await run()).toEqual({ failed: true });
    expect(stored().error).toMatchObject({ code: 'BUDGET_EXCEEDED' });
    expect(server.count()).toBeLessThan(6);
  });

  it('L3: the tokens of all members together count against the budget of the node', async () => {
    server.script(script.map((rule) => ({ ...rule, reply: { ...rule.reply, usage: { input: 40, output: 10 } } })));
    const squad = team();
    const pipeline = pipelineVersion('fix', { kind: 'squad', workflowId: 'wfl', task: null });
    const { call: run, row } = start({ versions: [pipeline, squad] });
    const squadNode = { workflowId: 'wfl', task: 'Mend it.', budget: { tokens: 140 } };
    expect(await run('main', { nodeId: 'fix', iteration: '', squadNode }, squad)).toEqual({ ports: ['over-budget'] });
    expect(row('fix')).toMatchObject({
      output: { code: 'BUDGET_EXCEEDED', usage: { inputTokens: expect.any(Number) } },
    });
    expect(server.count('ada 2')).toBe(0);
  });

  it('a squad.task node that runs out of time ends its members, by its own onError', async () => {
    server.script([{ key: 'never', fault: { kind: 'hang' } }]);
    const squad = team();
    const policy = { timeoutSeconds: 0.2, onError: 'port' as const };
    const pipeline = pipelineVersion('fix', { kind: 'squad', workflowId: 'wfl', task: null }, policy);
    const { call: run, row } = start({ versions: [pipeline, squad] });
    const data = { nodeId: 'fix', iteration: '', squadNode: { workflowId: 'wfl', task: 'Mend it.' } };
    expect(await run('main', data, squad)).toEqual({ ports: ['error'] });
    expect(row('fix')).toMatchObject({ status: 'FAILED', output: { code: 'NODE_TIMEOUT' } });
    expect(row('ada', 'fix:1')).toMatchObject({ status: 'FAILED', error: { code: 'NODE_TIMEOUT' } });
  });

  it('a task that cannot be resolved fails the node before anybody is asked', async () => {
    const squad = team();
    const pipeline = pipelineVersion('fix', { kind: 'squad', workflowId: 'wfl', task: null });
    const { call: run, row } = start({ versions: [pipeline, squad] });
    const squadNode = { workflowId: 'wfl', task: { $expr: '$error("no")' } };
    expect(await run('main', { nodeId: 'fix', iteration: '', squadNode }, squad)).toEqual({ failed: true });
    expect(row('fix')?.error).toMatchObject({ code: 'EXPRESSION_FAILED' });
    expect(server.count()).toBe(0);
  });

  it('a member with a mock answers with it, and no model is asked', async () => {
    server.script(script);
    const squad = squadVersion(
      { ada: { lead: true }, grace: { policy: { mock: { port: 'out', output: { text: 'From a mock.' } } } } },
      ['ada delegate grace'],
    );
    server.script([
      { key: 'ada 1', when: { turn: 1 }, reply: { toolCalls: [call('delegate_grace', 'Go.')] } },
      { key: 'ada 2', when: { member: 'ada', last: 'From a mock.' }, reply: { text: 'Good.' } },
    ]);
    const { call: run } = start({ versions: [squad] });
    expect(await run()).toEqual({ ports: ['out'] });
    expect(server.count()).toBe(2);
  });
});

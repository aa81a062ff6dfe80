import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAgentWorld, pipelineVersion, squadVersion } from '../testing/agent-world';
import { type ScriptedModelServer, startScriptedModelServer } from '../testing/scripted-model-server';

const team = (edges: string[] = ['ada delegate grace', 'ada delegate edsger']) =>
  squadVersion({ ada: { lead: true, role: 'tech-lead' }, grace: {}, edsger: { role: 'qa-tester' } }, edges);
const task = { title: 'Mend the cart', description: 'It crashes when it is empty.' };

let server: ScriptedModelServer;
let world: ReturnType<typeof createAgentWorld>;
const fixNode = () => pipelineVersion('fix', { kind: 'squad', workflowId: 'wfl', task: null });
const start = (versions = [team()], input: typeof task = task) => {
  world = createAgentWorld({ models: { openaiApiKey: 'sk-test', openaiBaseUrl: server.url }, versions, input });
  return world;
};
beforeAll(async () => {
  server = await startScriptedModelServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());
afterEach(() => world.close());

const delegateToBoth = {
  text: 'You two, please.',
  toolCalls: [
    { name: 'delegate_grace', arguments: { message: 'Find the cause.' } },
    { name: 'delegate_edsger', arguments: { message: 'Write the test.', acceptanceCriteria: 'It fails today.' } },
  ],
};

describe('a squad of three', () => {
  it('lets two members work at the same time when the lead delegates to both in one turn', async () => {
    server.script([
      { key: 'ada 1', when: { member: 'ada', turn: 1 }, reply: delegateToBoth },
      // Neither is answered before the other has asked: without parallel work this never ends.
      {
        key: 'grace',
        when: { member: 'grace' },
        reply: { text: 'A null check.' },
        barrier: { name: 'both', parties: 2 },
      },
      {
        key: 'edsger',
        when: { member: 'edsger' },
        reply: { text: 'Test written.' },
        barrier: { name: 'both', parties: 2 },
      },
      { key: 'ada 2', when: { member: 'ada', turn: 2 }, reply: { text: 'Mended.' } },
    ]);
    const { call, stored, row, messages } = start();
    expect(await call()).toEqual({ ports: ['out'] });

    expect(['ada 1', 'grace', 'edsger', 'ada 2'].map((key) => server.count(key))).toEqual([1, 1, 1, 1]);
    expect(server.count()).toBe(4);
    const last = server.calls.find((one) => one.key === 'ada 2')?.request.messages ?? [];
    expect(last.filter((one) => one.role === 'tool').map((one) => one.content)).toEqual([
      expect.stringContaining('A null check.'),
      expect.stringContaining('Test written.'),
    ]);
    expect(stored().record.status).toBe('SUCCEEDED');
    expect(stored().output).toMatchObject({ text: 'Mended.', data: null, usage: { modelCalls: 4 } });
    expect(row('grace')?.iteration).toBe('ada:1');
    expect(row('edsger')?.iteration).toBe('ada:2');
    expect(row('ada')).toMatchObject({ iteration: '', status: 'SUCCEEDED', ports: ['out'] });
    expect(messages().map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual(
      expect.arrayContaining([
        '$task task ada',
        'ada delegate grace',
        'ada delegate edsger',
        'grace answer ada',
        'edsger answer ada',
        'ada answer $task',
      ]),
    );
    for (const answer of messages().filter((one) => one.kind === 'answer' && one.to === 'ada')) {
      const asked = messages().find((one) => one.id === answer.inReplyTo);
      expect(asked).toMatchObject({ from: 'ada', to: answer.from, kind: 'delegate' });
    }
  });

  it('streams the words of whoever writes, and marks nothing as demonstration', async () => {
    server.script([{ key: 'ada', reply: { text: 'All is well with the cart.' } }]);
    const { call, live } = start();
    await call();
    const tokens = live.flatMap((event) => (event.type === 'agent.token' ? [event] : []));
    expect(tokens.map((one) => one.data.text).join('')).toBe('All is well with the cart.');
    expect(tokens.map((one) => one.data.index)).toEqual(tokens.map((_, index) => index));
    expect(tokens[0]).toMatchObject({ seq: null, nodeId: 'ada', data: { member: 'ada', role: 'tech-lead', turn: 1 } });
    expect(tokens[0]?.data).not.toHaveProperty('demonstration');
  });

  it('refuses a message without an edge, records it, and lets the work go on', async () => {
    server.script([
      {
        key: 'ada 1',
        when: { member: 'ada', turn: 1 },
        reply: { toolCalls: [{ name: 'ask_edsger', arguments: { message: 'Is it true?' } }] },
      },
      { key: 'ada 2', when: { member: 'ada', turn: 2 }, reply: { text: 'Then I decide myself.' } },
    ]);
    const { call, events, messages, rows } = start();
    expect(await call()).toEqual({ ports: ['out'] });
    expect(server.count()).toBe(2);
    expect(messages().find((one) => one.kind === 'refused')).toMatchObject({
      from: 'ada',
      to: 'edsger',
      parts: [
        { kind: 'text', text: 'Is it true?' },
        { kind: 'data', data: { code: 'EDGE_NOT_ALLOWED' } },
      ],
    });
    expect(events('agent.message').some((event) => event.data.kind === 'refused')).toBe(true);
    expect(server.calls[1]?.request.messages.at(-1)?.content).toContain('EDGE_NOT_ALLOWED');
    // Members that never worked are skipped.
    expect(
      rows()
        .filter((row) => row.status === 'SKIPPED')
        .map((row) => [row.nodeId, row.iteration]),
    ).toEqual([
      ['grace', ''],
      ['edsger', ''],
    ]);
  });

  it('tells the caller when a member fails, and the caller goes on', async () => {
    server.script([
      { key: 'ada 1', when: { member: 'ada', turn: 1 }, reply: delegateToBoth },
      { key: 'grace', when: { member: 'grace' }, reply: { refusal: 'I would rather not.' } },
      { key: 'edsger', when: { member: 'edsger' }, reply: { text: 'Test written.' } },
      { key: 'ada 2', when: { member: 'ada', turn: 2 }, reply: { text: 'With the test alone.' } },
    ]);
    const { call, row, messages } = start();
    expect(await call()).toEqual({ ports: ['out'] });
    expect(row('grace')).toMatchObject({ status: 'FAILED', error: { code: 'MODEL_REFUSED' } });
    expect(
      server.calls
        .at(-1)
        ?.request.messages.map((one) => one.content)
        .join(),
    ).toContain('(MODEL_REFUSED)');
    expect(messages().some((one) => one.from === 'grace' && one.kind === 'answer')).toBe(true);
  });

  it('fails the run when the lead fails', async () => {
    server.script([{ key: 'ada', reply: { refusal: 'No.' } }]);
    const { call, stored } = start();
    expect(await call()).toEqual({ failed: true });
    expect(stored().record.status).toBe('FAILED');
    expect(stored().error).toMatchObject({ code: 'MODEL_REFUSED', nodeId: 'ada' });
  });
});

describe('limits of a squad', () => {
  it('L3: two members who hand over to each other for ever are stopped by depth', async () => {
    const pair = squadVersion({ ada: { lead: true, maxTurns: 3 }, grace: { maxTurns: 3 } }, [
      'ada delegate grace',
      'grace delegate ada',
    ]);
    const over = (to: string) => ({
      toolCalls: [{ name: `delegate_${to}`, arguments: { message: `No, you, ${to}.` } }],
    });
    server.script([
      { key: 'ada', when: { member: 'ada', turn: 1 }, reply: over('grace') },
      { key: 'grace', when: { member: 'grace', turn: 1 }, reply: over('ada') },
      { key: 'end', reply: { text: 'Well then.' } },
    ]);
    const { call, rows, messages } = start([pair]);
    expect(await call()).toEqual({ ports: ['out'] });
    const deepest = Math.max(...rows().map((row) => row.iteration.split('/').length));
    expect(deepest).toBe(5);
    expect(messages().filter((one) => one.kind === 'refused')).toMatchObject([
      { parts: [{}, { data: { code: 'DEPTH_LIMIT' } }] },
    ]);
    expect(server.count()).toBe(12);
  });

  it('L3: the budget of messages ends endless talk', async () => {
    const pair = squadVersion({ ada: { lead: true, maxTurns: 90 }, grace: {} }, ['ada ask grace']);
    server.script([
      { key: 'grace', when: { member: 'grace' }, reply: { text: 'Perhaps.' } },
      ...Array.from({ length: 40 }, (_, index) => ({
        key: 'ada',
        times: 1,
        when: { member: 'ada' },
        reply: { text: 'Hm.', toolCalls: [{ name: 'ask_grace', arguments: { message: `Sure? ${index}` } }] },
      })),
    ]);
    const pipeline = fixNode();
    const { call, row, rows } = start([pipeline, pair]);
    const data = {
      nodeId: 'fix',
      iteration: '',
      squadNode: { workflowId: 'wfl', task: 'Talk.', budget: { messages: 7 } },
    };
    expect(await call('main', data, pair)).toEqual({ ports: ['over-budget'] });
    expect(row('fix')).toMatchObject({
      ports: ['over-budget'],
      output: { code: 'BUDGET_EXCEEDED', text: 'Hm.', messages: 7 },
    });
    // The eighth was not sent; each of the seven made Grace work once, and answers do not count.
    expect(rows().filter(({ nodeId, status }) => nodeId === 'grace' && status === 'SUCCEEDED')).toHaveLength(7);
    expect([server.count('ada'), server.count('grace')]).toEqual([8, 7]);
  });

  it('a squad that sends just the messages of its budget is not over it; refused ones do not count', async () => {
    const squad = squadVersion({ ada: { lead: true }, grace: {} }, ['ada ask grace']);
    const ask = { name: 'ask_grace', arguments: { message: 'Sure?' } };
    const noEdge = { name: 'delegate_grace', arguments: { message: 'Do it.' } };
    server.script([
      { key: 'grace', when: { member: 'grace' }, reply: { text: 'Yes.' } },
      { key: 'ada 1', when: { member: 'ada', turn: 1 }, reply: { toolCalls: [noEdge, ask] } },
      { key: 'ada 2', when: { member: 'ada', turn: 2 }, reply: { text: 'She is sure.' } },
    ]);
    const { call, row } = start([fixNode(), squad]);
    const squadNode = { workflowId: 'wfl', task: 'Talk.', budget: { messages: 1 } };
    expect(await call('main', { nodeId: 'fix', iteration: '', squadNode }, squad)).toEqual({ ports: ['out'] });
    expect(row('fix')).toMatchObject({ status: 'SUCCEEDED', output: { text: 'She is sure.', messages: 1 } });
  });
});

describe('a squad called by a pipeline', () => {
  it('works inside the run, under the iteration of the node that called it', async () => {
    const pipeline = fixNode();
    const squad = team();
    server.script([
      { key: 'ada 1', when: { member: 'ada', turn: 1 }, reply: { toolCalls: delegateToBoth.toolCalls.slice(0, 1) } },
      { key: 'grace', when: { member: 'grace' }, reply: { text: 'A null check.' } },
      { key: 'ada 2', when: { member: 'ada', turn: 2 }, reply: { text: 'Mended.', usage: { input: 10, output: 5 } } },
    ]);
    const { call, row, rows, stored } = start([pipeline, squad]);
    await world.store.begin(world.runId);
    const template = { $template: ['Mend: ', { $ref: { node: '$input', path: ['title'] } }] };
    const data = { nodeId: 'fix', iteration: '', squadNode: { workflowId: 'wfl', task: template } };
    expect(await call('main', data, squad)).toEqual({ ports: ['out'] });
    expect(row('fix', '')).toMatchObject({
      status: 'SUCCEEDED',
      input: 'Mend: Mend the cart',
      output: { text: 'Mended.', data: null, usage: { modelCalls: 3 } },
    });
    expect(row('ada', 'fix:1')?.status).toBe('SUCCEEDED');
    expect(row('grace', 'fix:1/ada:1')?.status).toBe('SUCCEEDED');
    expect(row('edsger', 'fix:1')?.status).toBe('SKIPPED');
    expect(rows()).toHaveLength(4);
    // The run goes on: the pipeline ends it.
    expect(stored().record.status).toBe('RUNNING');
    expect(stored().usage.modelCalls).toBe(3);
  });
});

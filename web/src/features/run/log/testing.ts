import { noUsage, type RunEvent, type RunEventData, type RunEventType, rootIteration } from '@muster/schema';

type At = { nodeId?: string; iteration?: string };

/** Makes a run's events one after another, numbered from 1, a second apart. */
export function makeLog() {
  const events: RunEvent[] = [];
  let seq = 0;
  const at = (second: number): string => new Date(Date.UTC(2026, 10, 23, 12, 0, second)).toISOString();
  const push = <Type extends RunEventType>(
    type: Type,
    data: RunEventData<Type>,
    { nodeId, iteration }: At,
    stored: boolean,
  ) => {
    if (stored) seq += 1;
    const event = {
      runId: 'run_1',
      seq: stored ? seq : null,
      type,
      nodeId: nodeId ?? null,
      iteration: nodeId === undefined ? null : (iteration ?? rootIteration),
      at: at(seq),
      data,
    } as RunEvent;
    events.push(event);
    return event;
  };
  return {
    events,
    add: <Type extends RunEventType>(type: Type, data: RunEventData<Type>, place: At = {}) =>
      push(type, data, place, true),
    token: (nodeId: string, iteration: string, text: string, index: number, turn = 1, attempt = 1) =>
      push(
        'agent.token',
        { member: nodeId, name: nodeId, role: 'tech-lead', text, turn, attempt, index },
        { nodeId, iteration },
        false,
      ),
  };
}

const usage = { ...noUsage, inputTokens: 100, outputTokens: 10, costUsd: 0.01, modelCalls: 1 };
const text = (words: string) => [{ kind: 'text', text: words }];

/**
 * A pipeline `start → severe? → fix | reply`, in which squad `fix` works: Ada delegates to Grace and to Edsger in one
 * turn, Edsger is done first, and Ada's message to somebody without an edge is refused.
 */
export function squadRun() {
  const log = makeLog();
  const { add } = log;
  const done = (output: string) => ({ port: 'out', ports: ['out'], output, usage: noUsage, durationMs: 5 });
  add('run.started', { workflowId: 'wfl_1', versionId: 'ver_1', input: { title: 'Cart crashes' } });
  add('node.started', { attempt: 1, input: { title: 'Cart crashes' } }, { nodeId: 'start' });
  add('node.completed', done('go'), { nodeId: 'start' });
  add('node.started', { attempt: 1 }, { nodeId: 'severe' });
  add('node.completed', { ...done('go'), port: 'true', ports: ['true'] }, { nodeId: 'severe' });
  add('node.skipped', {}, { nodeId: 'reply' });
  add('node.started', { attempt: 1 }, { nodeId: 'fix' });
  const ada = { nodeId: 'ada', iteration: 'fix:1' };
  const grace = { nodeId: 'grace', iteration: 'fix:1/ada:1' };
  const edsger = { nodeId: 'edsger', iteration: 'fix:1/ada:2' };
  const say = { model: 'offline', demonstration: true };
  add('node.started', { attempt: 1 }, ada);
  add('agent.message', { messageId: 'm0', from: '$task', to: 'ada', kind: 'task', parts: text('Fix it') }, ada);
  add(
    'agent.message',
    { messageId: 'm1', from: 'ada', to: '', kind: 'say', parts: text('I split it.'), turn: 1, usage, ...say },
    ada,
  );
  add(
    'agent.message',
    { messageId: 'm2', from: 'ada', to: 'grace', kind: 'delegate', parts: text('Test first.'), turn: 1 },
    ada,
  );
  add(
    'agent.message',
    { messageId: 'm3', from: 'ada', to: 'edsger', kind: 'delegate', parts: text('Reproduce.'), turn: 1 },
    ada,
  );
  add(
    'agent.message',
    { messageId: 'm4', from: 'ada', to: 'boss', kind: 'refused', parts: text('No edge.'), turn: 1 },
    ada,
  );
  add('node.started', { attempt: 1 }, edsger);
  add('node.started', { attempt: 1 }, grace);
  const speaker = { member: 'grace', name: 'Grace', role: 'backend-developer' };
  add(
    'agent.tool_call',
    { ...speaker, callId: 'c1', tool: 'calculate', arguments: { expression: '1+1' }, turn: 1 },
    grace,
  );
  add(
    'agent.tool_result',
    { ...speaker, callId: 'c1', tool: 'calculate', ok: true, result: 2, durationMs: 3, turn: 1 },
    grace,
  );
  add(
    'agent.message',
    {
      messageId: 'm5',
      from: 'edsger',
      to: 'ada',
      kind: 'answer',
      parts: text('Seen.'),
      turn: 1,
      inReplyTo: 'm3',
      usage,
    },
    edsger,
  );
  add('node.completed', { ...done('Seen.'), usage }, edsger);
  return { ...log, usage, ada, grace, edsger };
}

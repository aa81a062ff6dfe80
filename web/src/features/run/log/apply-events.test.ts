import { noUsage, type RunEvent } from '@muster/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvents, logAt } from './apply-events';
import { conversationsOf, standingOf } from './conversation-list';
import { emptyRunLog, type RunLog } from './run-log';
import { makeLog, squadRun } from './testing';

const fold = (events: readonly RunEvent[]): RunLog => applyEvents(emptyRunLog, events);

describe('folding a run', () => {
  it('follows nodes from start to end', () => {
    const log = fold(squadRun().events);
    expect(log.status).toBe('RUNNING');
    expect(log.executions.get('severe@')).toMatchObject({ status: 'SUCCEEDED', ports: ['true'], durationMs: 5 });
    expect(log.executions.get('reply@')).toMatchObject({ status: 'SKIPPED', ports: [] });
    expect(log.executions.get('fix@')).toMatchObject({ status: 'RUNNING' });
  });

  it('a stop node that fails the run has failed, also in logs that say it succeeded', () => {
    const run = makeLog();
    run.add('run.started', { workflowId: 'wfl_1', versionId: 'ver_1', input: {} });
    run.add('node.started', { attempt: 1 }, { nodeId: 'halt' });
    const done = { port: 'out', ports: [], output: 'no such customer', usage: noUsage, durationMs: 1 };
    run.add('node.completed', done, { nodeId: 'halt' });
    const error = { code: 'RUN_STOPPED', message: 'no such customer', nodeId: 'halt' };
    run.add('run.failed', { error, usage: noUsage });
    expect(fold(run.events).executions.get('halt@')).toMatchObject({ status: 'FAILED', error });
  });

  it('ends everything with the run, and takes the usage the run states', () => {
    const run = squadRun();
    run.add('run.cancelled', { usage: { ...noUsage, costUsd: 0.5 } });
    const log = fold(run.events);
    expect(log.status).toBe('CANCELLED');
    expect(log.usage.costUsd).toBe(0.5);
    expect([...log.executions.values()].filter((one) => one.status === 'RUNNING')).toEqual([]);
    expect(log.executions.get('fix@')?.status).toBe('CANCELLED');
  });

  it('keeps the attempts that failed', () => {
    const run = makeLog();
    const error = { code: 'MODEL_UNAVAILABLE', message: '429' };
    run.add('node.started', { attempt: 1 }, { nodeId: 'a' });
    run.add('node.retrying', { attempt: 2, error, retryInMs: 1000 }, { nodeId: 'a' });
    run.add('node.started', { attempt: 2 }, { nodeId: 'a' });
    const execution = fold(run.events).executions.get('a@');
    expect(execution).toMatchObject({ attempt: 2, status: 'RUNNING', error: null });
    expect(execution?.retries).toMatchObject([{ attempt: 1, error, retryInMs: 1000 }]);
  });

  it('gives the same state however the events are cut into batches, with overlaps', () => {
    const { events } = squadRun();
    const whole = fold(events);
    fc.assert(
      fc.property(fc.array(fc.nat(events.length), { maxLength: 6 }), fc.nat(4), (cuts, overlap) => {
        let log = emptyRunLog;
        let from = 0;
        for (const to of [...cuts, events.length].sort((a, b) => a - b)) {
          log = applyEvents(log, events.slice(Math.max(0, from - overlap), to));
          from = to;
        }
        expect(log).toEqual(whole);
      }),
    );
  });

  it('shows any earlier moment', () => {
    const { events } = squadRun();
    expect(logAt(events, 3).executions.size).toBe(1);
    expect(logAt(events, 7).executions.get('fix@')?.status).toBe('RUNNING');
    expect(logAt(events, 0)).toEqual(emptyRunLog);
  });

  it('does not change a log it was given', () => {
    const { events } = squadRun();
    const before = fold(events.slice(0, 10));
    const copy = structuredClone(before);
    applyEvents(before, events);
    expect(before).toEqual(copy);
  });
});

describe('conversations', () => {
  it('has one for each call, tied to the execution that answers it', () => {
    const log = fold(squadRun().events);
    expect(
      conversationsOf(log).map(({ id, from, to, execution, answered }) => [id, from, to, execution, answered]),
    ).toEqual([
      ['m0', '$task', 'ada', 'ada@fix:1', false],
      ['m2', 'ada', 'grace', 'grace@fix:1/ada:1', false],
      ['m3', 'ada', 'edsger', 'edsger@fix:1/ada:2', true],
    ]);
  });

  it('shows a message along an edge as a line in the asker’s own conversation, and a refused one in full', () => {
    const lead = fold(squadRun().events).conversations.get('m0');
    expect(lead?.entries.map((entry) => [entry.type, entry.id])).toEqual([
      ['message', 'm0'],
      ['message', 'm1'],
      ['call', 'm2'],
      ['call', 'm3'],
      ['message', 'm4'],
    ]);
  });

  it('joins a tool’s result to its call', () => {
    const entries = fold(squadRun().events).conversations.get('m2')?.entries ?? [];
    expect(entries[1]).toMatchObject({ type: 'tool', tool: 'calculate', ok: true, result: 2, durationMs: 3 });
  });

  it('says what each member does now', () => {
    const log = fold(squadRun().events);
    expect(log.executions.get('ada@fix:1')?.note).toBe('delegating');
    expect(log.executions.get('grace@fix:1/ada:1')?.note).toBe('thinking');
    expect(conversationsOf(log).map((one) => standingOf(one, log).word)).toEqual([
      'delegating',
      'thinking',
      'answered',
    ]);
  });

  it('sets the asker free when the last answer is in', () => {
    const run = squadRun();
    const parts = [{ kind: 'text', text: 'Done.' }];
    run.add(
      'agent.message',
      { messageId: 'm6', from: 'grace', to: 'ada', kind: 'answer', parts, inReplyTo: 'm2' },
      run.grace,
    );
    expect(fold(run.events).executions.get('ada@fix:1')?.note).toBe('thinking');
  });

  it('remembers that the demonstration model spoke', () => {
    expect(fold(squadRun().events).demonstration).toBe(true);
  });
});

describe('streamed words', () => {
  const start = () => {
    const run = makeLog();
    run.add('node.started', { attempt: 1 }, { nodeId: 'a' });
    return run;
  };
  const draftOf = (events: readonly RunEvent[]) => [...fold(events).conversations.values()][0]?.draft ?? null;

  it('are joined in order, duplicates dropped', () => {
    const run = start();
    run.token('a', '', 'Hel', 0);
    run.token('a', '', 'lo', 1);
    run.token('a', '', 'lo', 1);
    expect(draftOf(run.events)).toMatchObject({ text: 'Hello', gap: false });
  });

  it('show that some were missed', () => {
    const run = start();
    run.token('a', '', 'and', 3);
    run.token('a', '', ' so', 4);
    expect(draftOf(run.events)).toMatchObject({ text: 'and so', gap: true });
    run.token('a', '', 'end', 9);
    expect(draftOf(run.events)?.text).toBe('and so … end');
  });

  it('start over with a new attempt', () => {
    const run = start();
    run.token('a', '', 'Half a', 0);
    run.token('a', '', 'Whole', 0, 1, 2);
    run.token('a', '', 'late', 1, 1, 1);
    expect(draftOf(run.events)).toMatchObject({ text: 'Whole', attempt: 2 });
  });

  it('give way to the message, and late ones do not bring them back', () => {
    const run = start();
    run.token('a', '', 'Hello', 0);
    run.add(
      'agent.message',
      { messageId: 'm', from: 'a', to: '', kind: 'say', parts: [{ kind: 'text', text: 'Hello.' }], turn: 1 },
      { nodeId: 'a' },
    );
    run.token('a', '', '.', 1);
    expect(draftOf(run.events)).toBeNull();
    run.token('a', '', 'Next', 0, 2);
    expect(draftOf(run.events)?.text).toBe('Next');
  });

  it('end with the node', () => {
    const run = start();
    run.token('a', '', 'Hello', 0);
    run.add(
      'node.failed',
      { error: { code: 'NODE_TIMEOUT', message: 'late' }, durationMs: 1, handled: false },
      { nodeId: 'a' },
    );
    run.token('a', '', ' you', 1);
    expect(draftOf(run.events)).toBeNull();
  });

  it('never count as stored events', () => {
    const run = start();
    run.token('a', '', 'Hello', 0);
    expect(fold(run.events).seq).toBe(1);
  });
});

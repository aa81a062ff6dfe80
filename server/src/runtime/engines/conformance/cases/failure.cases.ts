import { MAX_PAYLOAD_BYTES, OperationalError, UserError } from '@muster/schema';
import { expect, it } from 'vitest';
import { type TestNode, trigger } from '../../../testing/plans';
import { gate, statuses, typesOf, type Workbench } from '../workbench';

const work: TestNode = { effects: 'write' };
const failing = (onError: 'fail' | 'port' | 'continue', effects: 'pure' | 'write' = 'write'): TestNode => ({
  effects,
  policy: { onError },
});
const boom = (): never => {
  throw new UserError('NODE_FAILED', 'it broke');
};

/** Failures, retries and timeouts of nodes. */
export function failureCases(bench: () => Workbench): void {
  it('fail: what runs finishes, nothing new starts, the run fails with code, message and node', async () => {
    const started = gate();
    const failed = gate();
    bench().behaviours.set('bad', async () => {
      await started.opened;
      return boom();
    });
    bench().behaviours.set('busy', async () => {
      started.open();
      await failed.opened;
      return { output: 'done' };
    });
    const runId = await bench().start({
      nodes: {
        start: trigger,
        bad: work,
        busy: work,
        afterBad: work,
        afterBusy: work,
        pureAfterBusy: { effects: 'pure' },
      },
      edges: ['start>bad', 'start>busy', 'bad>afterBad', 'busy>afterBusy', 'busy>pureAfterBusy'],
    });
    await bench().seen(runId, 'node.started', 'busy');
    await bench().seen(runId, 'node.failed', 'bad');
    failed.open();
    const run = await bench().finished(runId);
    expect(run.error).toEqual({ code: 'NODE_FAILED', message: 'it broke', nodeId: 'bad' });
    expect(statuses(run)).toEqual({
      afterBad: 'SKIPPED',
      afterBusy: 'SKIPPED',
      bad: 'FAILED',
      busy: 'SUCCEEDED',
      pureAfterBusy: 'SKIPPED',
      start: 'SUCCEEDED',
    });
    expect(run.events.find(({ type }) => type === 'node.failed')).toMatchObject({ data: { handled: false } });
  });

  it.each(['write', 'pure'] as const)(
    'port: a failed %s node emits code and message on its error port',
    async (effects) => {
      bench().behaviours.set('bad', boom);
      const run = await bench().run({
        nodes: { start: trigger, bad: failing('port', effects), ok: work, rescue: work },
        edges: ['start>bad', 'bad>ok', 'bad:error>rescue'],
      });
      expect(run).toMatchObject({ status: 'SUCCEEDED', output: { code: 'NODE_FAILED', message: 'it broke' } });
      expect(statuses(run)).toEqual({ bad: 'FAILED', ok: 'SKIPPED', rescue: 'SUCCEEDED', start: 'SUCCEEDED' });
      expect(run.events.find(({ type }) => type === 'node.failed')).toMatchObject({ data: { handled: true } });
    },
  );

  it('continue: a failed node emits null', async () => {
    bench().behaviours.set('bad', boom);
    bench().behaviours.set('next', ({ input }) => ({ output: { got: input } }));
    const run = await bench().run({
      nodes: { start: trigger, bad: failing('continue'), next: work },
      edges: ['start>bad', 'bad>next'],
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { got: null } });
    expect(run.rows.get('bad')).toMatchObject({ status: 'FAILED', ports: ['out'], error: { code: 'NODE_FAILED' } });
  });

  it('a failure in the middle of a fused chain ends it there', async () => {
    bench().behaviours.set('b', boom);
    const run = await bench().run({
      nodes: { start: trigger, a: { effects: 'pure' }, b: { effects: 'pure' }, c: { effects: 'pure' } },
      edges: ['start>a', 'a>b', 'b>c'],
      fuse: [['a', 'b', 'c']],
    });
    expect(run.error?.nodeId).toBe('b');
    expect(statuses(run)).toEqual({ a: 'SUCCEEDED', b: 'FAILED', c: 'SKIPPED', start: 'SUCCEEDED' });
  });

  it.each(['write', 'pure'] as const)(
    'a %s node is tried again after faults of the surroundings, with back-off',
    async (effects) => {
      const attempts: number[] = [];
      bench().behaviours.set('flaky', ({ ctx }) => {
        attempts.push(ctx.attempt);
        if (attempts.length < 3) throw new OperationalError('MODEL_UNAVAILABLE', 'not now', { retryAfterMs: 25 });
        return { output: ctx.idempotencyKey };
      });
      const retry = { maxAttempts: 3, backoff: 'exponential', initialSeconds: 0.02, maxSeconds: 1 } as const;
      const run = await bench().run({
        nodes: { start: trigger, flaky: { effects, policy: { retry } } },
        edges: ['start>flaky'],
      });
      expect(attempts).toEqual([1, 2, 3]);
      expect(run.output).toBe(`${run.runId}:flaky:`);
      expect(run.rows.get('flaky')).toMatchObject({ status: 'SUCCEEDED', attempt: 3 });
      const retries = run.events.flatMap((event) => (event.type === 'node.retrying' ? [event.data] : []));
      expect(retries.map(({ attempt, retryInMs }) => [attempt, retryInMs])).toEqual([
        [2, 25],
        [3, 40],
      ]);
      expect(typesOf(run, 'flaky').at(-1)).toBe('node.completed');
    },
  );

  it('after its last attempt a node fails with what the last attempt said', async () => {
    let attempts = 0;
    bench().behaviours.set('down', () => {
      attempts += 1;
      throw new OperationalError('MODEL_UNAVAILABLE', `no ${attempts}`);
    });
    const policy = { retry: { maxAttempts: 2, initialSeconds: 0.01 } };
    const run = await bench().run({ nodes: { start: trigger, down: { ...work, policy } }, edges: ['start>down'] });
    expect(run.error).toEqual({ code: 'MODEL_UNAVAILABLE', message: 'no 2', nodeId: 'down' });
    expect(attempts).toBe(2);
  });

  it('a fault of the user is never tried again, and a defect of ours is masked', async () => {
    let attempts = 0;
    bench().behaviours.set('bad', () => {
      attempts += 1;
      return boom();
    });
    bench().behaviours.set('defect', () => {
      throw new TypeError('secret-token-123 is not a function');
    });
    const policy = { retry: { maxAttempts: 5, initialSeconds: 0.01 }, onError: 'continue' as const };
    const run = await bench().run({
      nodes: { start: trigger, bad: { ...work, policy }, defect: work },
      edges: ['start>bad', 'bad>defect'],
    });
    expect(attempts).toBe(1);
    expect(run.error).toMatchObject({ code: 'INTERNAL', nodeId: 'defect' });
    expect(JSON.stringify(run.events)).not.toContain('secret-token-123');
  });

  it('a node over its time is told to stop and fails with NODE_TIMEOUT', async () => {
    const aborted = gate();
    bench().behaviours.set('slow', ({ ctx }) => {
      ctx.signal.addEventListener('abort', () => aborted.open());
      return new Promise(() => {});
    });
    const run = await bench().run({
      nodes: { start: trigger, slow: { ...work, policy: { timeoutSeconds: 0.05 } } },
      edges: ['start>slow'],
    });
    await aborted.opened;
    expect(run.error).toMatchObject({ code: 'NODE_TIMEOUT', nodeId: 'slow' });
  });

  it('R13: an output over 4 MB is a failure of the node, with its policy', async () => {
    bench().behaviours.set('big', () => ({ output: 'x'.repeat(MAX_PAYLOAD_BYTES) }));
    const run = await bench().run({
      nodes: { start: trigger, big: failing('port'), rescue: work },
      edges: ['start>big', 'big:error>rescue'],
    });
    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { code: 'OUTPUT_TOO_LARGE' } });
  });

  it('E11 G10: what is not JSON is converted, NUL is replaced', async () => {
    const odd = {
      date: new Date(0),
      big: 10n,
      nan: Number.NaN,
      no: undefined,
      list: [undefined, () => 1],
      nul: 'a\u0000b',
    };
    bench().behaviours.set('odd', () => ({ output: odd as never }));
    const run = await bench().run({ nodes: { start: trigger, odd: work }, edges: ['start>odd'] });
    const expected = { date: '1970-01-01T00:00:00.000Z', big: '10', nan: null, list: [null, null], nul: 'a\ufffdb' };
    expect(run.output).toEqual(expected);
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    bench().behaviours.set('odd', () => ({ output: cyclic as never }));
    const failed = await bench().run({ nodes: { start: trigger, odd: work }, edges: ['start>odd'] });
    expect(failed.error?.code).toBe('OUTPUT_TOO_LARGE');
  });

  it('fails when the expression of a node does', async () => {
    const run = await bench().run({
      nodes: { start: trigger, bad: { ...work, config: { x: { $expr: '$error("no such customer")' } } } },
      edges: ['start>bad'],
    });
    expect(run.error).toMatchObject({ code: 'EXPRESSION_FAILED', nodeId: 'bad' });
    expect(run.error?.message).toContain('no such customer');
  });
}

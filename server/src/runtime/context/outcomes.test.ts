import { describe, expect, it } from 'vitest';
import type { PlanNode, PlanPolicy } from '../../compiler/plan';
import { bypassedOutcome, endingGuardOf, failedOutcome, stopFailure } from './outcomes';

const policy: PlanPolicy = {
  join: 'all',
  retry: { maxAttempts: 1, backoff: 'fixed', initialSeconds: 1, maxSeconds: 1 },
  timeoutSeconds: null,
  onError: 'fail',
  mock: null,
  disabled: false,
};
const mock = { port: 'left', output: { text: 'From a mock.' } };

const stopNode = (id: string, more: Partial<PlanPolicy> = {}): PlanNode => ({
  id,
  type: 'flow.stop',
  typeVersion: 1,
  name: '',
  operation: { kind: 'stop', outcome: 'succeed', value: null },
  config: {},
  effects: 'pure',
  policy: { ...policy, ...more },
  incoming: [],
  outgoing: [],
});

describe('how a node ends', () => {
  const error = { code: 'NODE_FAILED', message: 'No.', nodeId: 'a' };

  it.each([
    ['fail', [], null],
    ['port', ['error'], { code: 'NODE_FAILED', message: 'No.' }],
    ['continue', ['out'], null],
  ] as const)('failed, with onError %s', (onError, ports, output) => {
    expect(failedOutcome({ onError }, error)).toEqual({ status: 'FAILED', ports, output, error });
  });

  it('as a stop node that fails the run: failed with its value as the message, cut when it is long', () => {
    const error = { code: 'RUN_STOPPED', message: 'no customer', nodeId: 'halt' };
    expect(stopFailure('halt', 'no customer')).toEqual({ status: 'FAILED', ports: [], output: 'no customer', error });
    expect(stopFailure('halt', '').error?.message).toBe('A stop node ended the run.');
    expect(stopFailure('halt', 'x'.repeat(100_000)).error?.message).toHaveLength(4_001);
  });

  it('mocked, it emits what the mock says; disabled, its input, even with a mock', () => {
    const ended = { status: 'SUCCEEDED' };
    expect(bypassedOutcome({ ...policy, mock }, 1)).toEqual({ ...ended, ports: ['left'], output: mock.output });
    expect(bypassedOutcome({ ...policy, mock, disabled: true }, 1)).toEqual({ ...ended, ports: ['out'], output: 1 });
    expect(bypassedOutcome({ ...policy, disabled: true }, 1, 'true').ports).toEqual(['true']);
  });

  it('a stop node that is disabled or mocked keeps nothing from starting, agents neither', () => {
    const nodes = [stopNode('real'), stopNode('off', { disabled: true }), stopNode('pretended', { mock })];
    expect(endingGuardOf({ nodes }, 'each:2')).toEqual({ iterations: ['each:2', ''], stopNodeIds: ['real'] });
  });
});

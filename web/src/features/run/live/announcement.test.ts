import { noUsage } from '@muster/schema';
import { expect, it } from 'vitest';
import { applyEvents } from '../log/apply-events';
import { emptyRunLog, type RunLog } from '../log/run-log';
import { makeLog } from '../log/testing';
import { announcementOf } from './announcement';

type Make = ReturnType<typeof makeLog>;
const done = { port: 'out', ports: ['out'], output: 1, usage: noUsage, durationMs: 5 };
const names = (nodeId: string) => nodeId.charAt(0).toUpperCase() + nodeId.slice(1);

/** What is told of the second part of a run to somebody who knows the first. */
function told(first: (run: Make) => void, second: (run: Make) => void): string {
  const run = makeLog();
  first(run);
  const before = applyEvents(emptyRunLog, run.events);
  second(run);
  return announcementOf(before, applyEvents(before, run.events), names);
}

it('names what started, ended, waits and failed', () => {
  const words = told(
    ({ add }) => add('node.started', { attempt: 1 }, { nodeId: 'classify' }),
    ({ add }) => {
      add('node.completed', done, { nodeId: 'classify' });
      add('node.started', { attempt: 1 }, { nodeId: 'squad' });
      add('node.started', { attempt: 1 }, { nodeId: 'approval' });
      add('node.waiting', { reason: 'until somebody decides' }, { nodeId: 'approval' });
    },
  );
  expect(words).toBe('Classify done. Squad started. Approval waiting: until somebody decides.');
});

it('tells how the run ended', () => {
  const error = { code: 'NODE_FAILED', message: 'No answer came.', nodeId: 'classify' };
  const fail = told(
    ({ add }) => add('node.started', { attempt: 1 }, { nodeId: 'classify' }),
    ({ add }) => {
      add('node.failed', { error, durationMs: 1, handled: false }, { nodeId: 'classify' });
      add('run.failed', { error, usage: noUsage });
    },
  );
  expect(fail).toBe('Classify failed: No answer came. The run failed: No answer came.');
  const cancel = told(
    ({ add }) => add('node.started', { attempt: 1 }, { nodeId: 'classify' }),
    ({ add }) => add('run.cancelled', { usage: noUsage }),
  );
  expect(cancel).toBe('The run was cancelled.');
});

it('counts a hundred nodes instead of naming them, and names what failed among them', () => {
  const error = { code: 'NODE_FAILED', message: 'No.', nodeId: 'n7' };
  const words = told(
    () => undefined,
    ({ add }) => {
      for (let index = 0; index < 100; index += 1) {
        add('node.started', { attempt: 1 }, { nodeId: `n${index}` });
        if (index === 7) add('node.failed', { error, durationMs: 1, handled: true }, { nodeId: 'n7' });
        else if (index < 60) add('node.completed', done, { nodeId: `n${index}` });
      }
    },
  );
  expect(words).toBe('59 nodes done, 1 node failed, 40 nodes started. N7 failed: No.');
});

it('says nothing when nothing changed, or words alone streamed in', () => {
  const same: RunLog = { ...emptyRunLog, status: 'RUNNING' };
  expect(announcementOf(same, { ...same, seq: 4 }, names)).toBe('');
});

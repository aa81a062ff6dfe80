import { isFinal, type NodeRunStatus } from '@muster/schema';
import { plural } from '../../../format';
import type { Execution, RunLog } from '../log/run-log';

/** More changes than this are counted instead of named. */
const mostNamed = 4;

type Told = Extract<NodeRunStatus, 'RUNNING' | 'WAITING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'>;
const verbs: Record<Told, string> = {
  RUNNING: 'started',
  WAITING: 'waiting',
  SUCCEEDED: 'done',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};
const isTold = (status: NodeRunStatus): status is Told => status in verbs;

/**
 * Returns in words what happened in a run between two of its states, for a screen reader; empty when there is nothing to
 * tell. A few changes are named, many are counted, and what failed is always named. The end of the run comes last.
 */
export function announcementOf(before: RunLog, after: RunLog, nameOf: (nodeId: string) => string): string {
  const changed = [...after.executions.values()].filter(
    ({ key, status }) => isTold(status) && before.executions.get(key)?.status !== status,
  );
  const ended = isFinal(after.status) && !isFinal(before.status);
  // A cancelled run cuts everything off; that it was cancelled says so.
  const told = ended ? changed.filter(({ status }) => status !== 'CANCELLED') : changed;
  return [...nodeSentences(told, nameOf), ...(ended ? [endSentence(after)] : [])].join(' ');
}

function nodeSentences(changed: readonly Execution[], nameOf: (nodeId: string) => string): string[] {
  const sentence = ({ nodeId, status, error, note }: Execution): string => {
    const detail = status === 'FAILED' ? error?.message : status === 'WAITING' ? note : null;
    return `${nameOf(nodeId)} ${verbs[status as Told]}${detail ? `: ${shortened(detail)}` : ''}.`;
  };
  // A member that worked twice is told once.
  if (changed.length <= mostNamed) return [...new Set(changed.map(sentence))];
  const counts = new Map<NodeRunStatus, number>();
  for (const { status } of changed) counts.set(status, (counts.get(status) ?? 0) + 1);
  const words = [...counts].map(([status, count]) => `${plural(count, 'node')} ${verbs[status as Told]}`);
  const failed = changed.filter(({ status }) => status === 'FAILED').slice(0, mostNamed);
  return [`${words.join(', ')}.`, ...failed.map(sentence)];
}

/** How a run that is over ended, in a sentence. */
export function endSentence({ status, error }: RunLog): string {
  if (status === 'SUCCEEDED') return 'The run is done.';
  if (status === 'CANCELLED') return 'The run was cancelled.';
  return `The run failed${error ? `: ${shortened(error.message)}` : ''}.`;
}

const shortened = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}…` : text).replace(/\.$/, '');

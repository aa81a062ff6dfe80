import type { RunLog } from '../log/run-log';

export const drawerTabs = ['messages', 'timeline', 'output', 'events', 'cost'] as const;
export type DrawerTab = (typeof drawerTabs)[number];

/**
 * The tab that has something to say about a run, until a person chooses one: what was said while it goes on, what came
 * out at its end, why it failed when no node can tell. Null when there is nothing yet.
 */
export function openingTab(log: RunLog): DrawerTab | null {
  const spoken = log.conversations.size > 0;
  const started = [...log.executions.values()].some((execution) => execution.startedAt !== null);
  if (log.status === 'SUCCEEDED') return 'output';
  // Why it failed stands beside the graph, at the node.
  if (log.status === 'FAILED') return log.error?.nodeId !== undefined && started ? 'timeline' : 'output';
  if (spoken) return 'messages';
  if (started) return 'timeline';
  return log.status === 'CANCELLED' ? 'output' : null;
}

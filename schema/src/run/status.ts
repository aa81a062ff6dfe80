/** Mirrors `RunStatus` and `NodeRunStatus` of the public API. */
export const runStatuses = ['QUEUED', 'RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const;
export type RunStatus = (typeof runStatuses)[number];

export const nodeRunStatuses = ['RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELLED'] as const;
export type NodeRunStatus = (typeof nodeRunStatuses)[number];

export const isFinal = (status: RunStatus): boolean =>
  status === 'SUCCEEDED' || status === 'FAILED' || status === 'CANCELLED';

/** False while a node is at work, or waits to be tried again. */
export const isNodeRunFinal = (status: NodeRunStatus): boolean => status !== 'RUNNING' && status !== 'WAITING';

/** Model usage of a node run or of a whole run. Cost in US dollars, by our price table. */
export interface Usage {
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
  modelCalls: number;
}
export const noUsage: Usage = { inputTokens: 0, outputTokens: 0, costUsd: 0, modelCalls: 0 };

export const addUsage = (left: Usage, right: Usage): Usage => ({
  inputTokens: left.inputTokens + right.inputTokens,
  outputTokens: left.outputTokens + right.outputTokens,
  costUsd: left.costUsd + right.costUsd,
  modelCalls: left.modelCalls + right.modelCalls,
});

export interface RunFailure {
  code: string;
  message: string;
  nodeId?: string;
}

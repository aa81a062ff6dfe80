import { type RunId, UserError } from '@muster/schema';
import { endingGuardOf, type NodeKey } from '../../runtime';
import { type RecordedEnd, recordedEnd } from '../loop/begin';
import type { AgentDeps } from '../ports';
import { readCallingNode, type SquadCallData } from './squad-call';

/** The ways a squad begins, as control data; times in milliseconds since 1970. */
export type SquadBegun =
  | { kind: 'go'; startedAt: number; timeoutAt: number | null }
  | { kind: 'fail'; startedAt: number; timeoutAt: number | null; code: string; message: string }
  | RecordedEnd
  | { kind: 'stopped' };

/** Begins the run of a squad that is run directly. */
export async function beginSquad(deps: AgentDeps, runId: RunId): Promise<SquadBegun> {
  if (!(await deps.store.begin(runId))) return { kind: 'stopped' };
  return { kind: 'go', startedAt: (deps.now?.() ?? new Date()).getTime(), timeoutAt: null };
}

/** Begins the row of a `squad.task` node; its input is the resolved task. */
export async function beginSquadNode(
  deps: AgentDeps,
  key: NodeKey,
  call: SquadCallData,
  signal: AbortSignal,
): Promise<SquadBegun> {
  const run = await deps.store.load(key.runId);
  if (!run) return { kind: 'stopped' };
  const { plan, node } = await readCallingNode(deps, run, key.nodeId);
  const scope = await deps.nodeScope({ run, plan, key });
  let task = scope.input;
  let failure: UserError | null = null;
  try {
    task = await deps.values.resolve(call.squadNode?.task ?? null, scope, { workspaceId: run.workspaceId, signal });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    failure = error;
  }
  const start = await deps.store.startNode(key, task, endingGuardOf(plan, key.iteration));
  if (start.kind === 'stopped') return { kind: 'stopped' };
  if (start.kind === 'recorded') return recordedEnd(start.record);
  const startedAt = start.startedAt.getTime();
  const { timeoutSeconds } = node.policy;
  const times = { startedAt, timeoutAt: timeoutSeconds === null ? null : startedAt + timeoutSeconds * 1000 };
  if (failure) return { kind: 'fail', ...times, code: failure.code, message: failure.message };
  return { kind: 'go', ...times };
}

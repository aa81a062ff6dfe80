import { type Json, UserError } from '@muster/schema';
import { isBypassed } from '../../compiler/plan';
import type { EndingGuard, NodeRunRecord, RunEntry, RunRecord } from '../../runtime';
import type { AgentJob } from '../agent-job';
import type { AgentDeps } from '../ports';
import { entryJson } from '../transcript/entries';
import { readTranscript } from '../transcript/transcript';
import { assertSchema } from './answer-form';
import { requirePrice } from './budget';

/** What an agent is told at its start, and what its node run shows as input. */
export interface Opening {
  input: Json;
  system: string;
  user: string;
  /** Recorded with it: the task as a message to the lead. */
  also?: RunEntry;
}

/** The node run had ended before. */
export type RecordedEnd = { kind: 'recorded'; ports: string[]; failed: boolean };

/** The ways to begin, as control data. */
export type Begun =
  | { kind: 'go' }
  | RecordedEnd
  | { kind: 'mock' }
  | { kind: 'stopped' }
  | { kind: 'fail'; code: string; message: string };

export const recordedEnd = (row: NodeRunRecord): RecordedEnd => ({
  kind: 'recorded',
  ports: row.ports,
  failed: row.status !== 'SUCCEEDED' && row.ports.length === 0,
});

/**
 * Starts the node run and fixes what the agent is told, once: entered again, it changes nothing. `prepare` reads the
 * input, `open` makes the prompts from it; what they throw as UserError fails the node.
 */
export async function begin(
  deps: AgentDeps,
  job: AgentJob,
  prepare: (run: RunRecord) => Promise<{ input: Json; open: () => Promise<Opening> }>,
  guard?: EndingGuard,
): Promise<Begun> {
  const { store } = deps;
  const run = await store.load(job.key.runId);
  if (!run) return { kind: 'stopped' };
  const { input, open } = await prepare(run);
  const start = await store.startNode(job.key, input, guard);
  if (start.kind === 'stopped') return { kind: 'stopped' };
  if (start.kind === 'recorded') return recordedEnd(start.record);
  // Of members only: the pipeline does not call an agent that does nothing.
  if (isBypassed(job.node)) return { kind: 'mock' };
  if ((await readTranscript(store, job.key)).opening) return { kind: 'go' };
  try {
    await assertSchema({ schemas: deps.schemas, workspaceId: run.workspaceId }, job.agent.outputSchema);
    const { system, user, also } = await open();
    const chosen = deps.models.choose(job.agent.model, job.tier);
    requirePrice(job, chosen);
    const { model } = chosen;
    const startedAt = start.startedAt.getTime();
    const entry = entryJson({ kind: 'opening', system, user, model, startedAt, attempt: start.attempt });
    const transcript = [{ ...job.key, turn: 0, position: 0, entry }];
    const recorded = await store.record(run.id, { ...also, transcript });
    return { kind: recorded === 'stopped' ? 'stopped' : 'go' };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'fail', code: error.code, message: error.message };
  }
}

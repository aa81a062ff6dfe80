import type { Json } from '@muster/schema';
import type { RunRecord, RunStore } from '../../runtime';
import type { SquadFrame } from '../agent-job';

/** The task a squad works on: the run's input, or what the node that called it resolved as its input. */
export async function readSquadTask(store: RunStore, run: RunRecord, squad: SquadFrame): Promise<Json> {
  if (!squad.taskNode) return run.input;
  return (await store.nodeRun({ runId: run.id, ...squad.taskNode }))?.input ?? null;
}

import { errorCodes, isNodeRunFinal, type RunFailure } from '@muster/schema';
import type { LoadVersion, RuntimeLog } from '../ports';
import type { RunStore } from '../run-store';
import type { Engine } from '../step-tools';
import { loadReadablePlan } from '../unreadable-version';
import type { OpenRun, RunIntake } from './run-intake';

const BATCH = 200;

/** Settles runs that are open by our rows while the engine knows nothing of them (R18): they fail, and say so. */
export function createReconciler(deps: {
  intake: RunIntake;
  store: RunStore;
  engine: Engine;
  loadVersion: LoadVersion;
  log: RuntimeLog;
  everyMs: number;
  /** Younger runs are left alone: the engine may not have them yet. */
  minAgeMs?: number;
}) {
  const { intake, store, engine, loadVersion, log, everyMs, minAgeMs = 10_000 } = deps;
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let busy: Promise<unknown> = Promise.resolve();
  /** Lost once may be lost for a moment, as when a run has just ended; twice in a row is lost. */
  let suspects = new Set<string>();

  async function settle({ runId, versionId }: OpenRun): Promise<void> {
    const rows = await store.nodeRuns(runId);
    const open = rows.filter(({ status }) => !isNodeRunFinal(status));
    const [only] = open;
    const nodeId = open.length === 1 && only ? { nodeId: only.nodeId } : {};
    const error: RunFailure = { code: 'NODE_CRASHED', message: errorCodes.NODE_CRASHED, ...nodeId };
    const worked = new Set(rows.map((row) => row.nodeId));
    const nodes = (await loadReadablePlan(loadVersion, versionId))?.nodes ?? [];
    const skipped = nodes.map(({ id }) => id).filter((id) => !worked.has(id));
    if (await store.finishRun(runId, { status: 'FAILED', error }, skipped)) {
      log.warn({ runId }, 'a run that the engine had lost was settled');
    }
  }

  /** Looks through all open runs once. */
  async function reconcile(): Promise<void> {
    const lostNow = new Set<string>();
    for (let after = ''; ; ) {
      const runs = await intake.openRuns(minAgeMs, after, BATCH);
      const lost = new Set(runs.length > 0 ? await engine.lost(runs.map(({ runId }) => runId)) : []);
      for (const run of runs) {
        if (!lost.has(run.runId)) continue;
        lostNow.add(run.runId);
        if (suspects.has(run.runId)) await settle(run);
      }
      const last = runs.at(-1);
      if (!last || runs.length < BATCH) break;
      after = last.runId;
    }
    suspects = lostNow;
  }

  function turn(): void {
    busy = reconcile()
      .catch((error: unknown) => log.warn({ err: error }, 'lost runs could not be looked for'))
      .finally(() => {
        if (running) timer = setTimeout(turn, everyMs);
      });
  }

  return {
    reconcile,
    start() {
      running = true;
      timer = setTimeout(turn, everyMs);
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      await busy;
    },
  };
}

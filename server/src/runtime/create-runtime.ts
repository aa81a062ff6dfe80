import { createFunctionSource } from './functions';
import type { Runtime, RuntimeDeps } from './ports';
import { runEvents } from './run-events';
import { createCanceller } from './start-run/cancel-run';
import { createReconciler } from './start-run/reconciler';
import { createRelay } from './start-run/relay';

/** Puts the runtime together: engine over the published versions, relay, reconciler, and the ways in. */
export function createRuntime(deps: RuntimeDeps): Runtime {
  const { storage, bus, values, findNode, agents, generate, log, intervals = {} } = deps;
  const { runs: store, intake, loadVersion } = storage;
  const source = createFunctionSource(loadVersion, { store, values, findNode, agents, generate, log });
  const engine = deps.engine(source);
  const relay = createRelay(intake, engine, log, intervals.relayMs ?? 1000);
  const reconciler = createReconciler({
    intake,
    store,
    engine,
    loadVersion,
    log,
    everyMs: intervals.reconcileMs ?? 15_000,
  });

  return {
    engine,
    store,

    async start() {
      await engine.open();
      relay.start();
      reconciler.start();
    },

    async stop(graceMs) {
      await Promise.all([relay.stop(), reconciler.stop()]);
      await engine.close(graceMs);
      await values.close();
    },

    async acceptRun(request) {
      const accepted = await intake.accept(request);
      if (accepted.created) relay.handOver(accepted.runId, request.versionId);
      return accepted;
    },

    cancelRun: createCanceller({ intake, store, engine, loadVersion, log }),

    events: (runId, afterSeq, options) => runEvents(store, bus, runId, afterSeq, options),
  };
}

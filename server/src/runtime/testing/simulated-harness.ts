import { newId, type RunId, type WorkspaceId } from '@muster/schema';
import { createMemoryBus } from '../bus/memory-bus';
import type { EngineHarness } from '../engines/conformance/harness';
import { seededRandom } from '../engines/simulated/random';
import { createSimulatedEngine, type SimulatedFaults } from '../engines/simulated/simulated-engine';
import { createSimulatedWorld } from '../engines/simulated/simulated-jobs';
import { createMemoryRunIntake } from '../start-run/memory-run-intake';
import { createRunStore } from '../store/create-run-store';
import { createMemoryPersistence, type StoredRun } from '../store/memory-run-store';

/** The simulated engine over the memory store, with faults of the engine and of the store's writes. */
export const simulatedHarness = (faults: SimulatedFaults & { failWrite?: number }): EngineHarness => ({
  async open() {
    const runs = new Map<RunId, StoredRun>();
    const bus = createMemoryBus();
    const world = createSimulatedWorld();
    const random = seededRandom(faults.seed + 1);
    const beforeWrite = () => {
      if (random() < (faults.failWrite ?? 0)) throw new Error('the connection to the database was lost');
    };
    return {
      tellsLost: true,
      store: createRunStore(createMemoryPersistence(runs, beforeWrite), bus),
      intake: createMemoryRunIntake(runs),
      bus,
      workspaceId: 'w1' as WorkspaceId,
      addVersion: async ({ versionId }) => ({ versionId, workflowId: newId('workflow') }),
      async openProcess(source) {
        const engine = createSimulatedEngine({ source, world, faults, patienceMs: 300 });
        await engine.open();
        return { engine, crash: async () => engine.crash() };
      },
      close: () => bus.close(),
    };
  },
});

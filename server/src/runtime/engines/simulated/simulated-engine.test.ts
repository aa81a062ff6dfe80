import type { RunId, WorkspaceId } from '@muster/schema';
import { newId } from '@muster/schema';
import { createMemoryBus } from '../../bus/memory-bus';
import { createMemoryRunIntake } from '../../start-run/memory-run-intake';
import { createMemoryRunStore, type StoredRun } from '../../store/memory-run-store';
import { describeEngine } from '../conformance/describe-engine';
import type { EngineHarness } from '../conformance/harness';
import { createSimulatedEngine, type SimulatedFaults } from './simulated-engine';
import { createSimulatedWorld } from './simulated-jobs';

const harness = (faults: SimulatedFaults): EngineHarness => ({
  async open() {
    const runs = new Map<RunId, StoredRun>();
    const bus = createMemoryBus();
    const world = createSimulatedWorld();
    return {
      store: createMemoryRunStore(runs, bus),
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

describeEngine('simulated', harness({ seed: 1 }));
describeEngine('simulated, every step in a call of its own', harness({ seed: 2, breakOff: 1 }));

import { newId, type RunId, type WorkspaceId } from '@muster/schema';
import { createMemoryBus } from '../bus/memory-bus';
import { createMemoryRunIntake } from '../start-run/memory-run-intake';
import { withoutTrigger } from '../testing/run-origin';
import { createMemoryRunStore, type StoredRun } from './memory-run-store';
import { describeRunStore } from './run-store.suite';

describeRunStore('memory', async () => {
  const runs = new Map<RunId, StoredRun>();
  const bus = createMemoryBus();
  const place = { workspaceId: 'w1' as WorkspaceId, workflowId: newId('workflow'), versionId: newId('version') };
  return {
    store: createMemoryRunStore(runs, bus),
    intake: createMemoryRunIntake(runs),
    bus,
    request: () => ({ ...place, ...withoutTrigger, input: null, pins: {} }),
    close: () => bus.close(),
  };
});

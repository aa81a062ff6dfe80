import { testDatabase } from '@muster/prisma/testing';
import type { WorkspaceId } from '@muster/schema';
import { createMemoryBus } from '../bus/memory-bus';
import { createPostgresRunIntake } from '../start-run/run-intake.repository';
import { emptyVersion } from '../testing/plans';
import { storeVersion } from '../testing/version-fixture';
import { createPostgresRunStore } from './run-store.repository';
import { describeRunStore } from './run-store.suite';

describeRunStore('Postgres', async () => {
  const { db, drop } = await testDatabase();
  const bus = createMemoryBus();
  const workspaceId = 'w1' as WorkspaceId;
  const place = { workspaceId, ...(await storeVersion(db, workspaceId, emptyVersion())) };
  return {
    store: createPostgresRunStore(db, bus),
    intake: createPostgresRunIntake(db),
    bus,
    request: () => ({ ...place, input: null, pins: {} }),
    async close() {
      await bus.close();
      await drop();
    },
  };
});

import { testDatabase } from '@muster/prisma/testing';
import type { WorkspaceId } from '@muster/schema';
import { createMemoryBus } from '../../bus/memory-bus';
import { createPostgresStorage } from '../../storage.repository';
import { storeVersion } from '../../testing/version-fixture';
import { describeEngine } from '../conformance/describe-engine';
import { createEmbeddedEngine } from './embedded-engine';

const workspaceId = 'w1' as WorkspaceId;
const log = { warn() {}, error() {} };

describeEngine('embedded', {
  async open() {
    const { db, drop } = await testDatabase();
    const bus = createMemoryBus();
    const { runs, intake, jobs } = createPostgresStorage(db, bus);
    return {
      tellsLost: true,
      store: runs,
      intake,
      bus,
      workspaceId,
      addVersion: (version) => storeVersion(db, workspaceId, version),
      async openProcess(source) {
        const engine = createEmbeddedEngine({ source, jobs, log, leaseMs: 400, pollMs: 50, backoffMs: 10 });
        await engine.open();
        return { engine, crash: async () => engine.crash() };
      },
      async close() {
        await bus.close();
        await drop();
      },
    };
  },
});

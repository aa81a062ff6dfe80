import { createDatabase } from '@muster/prisma';
import { noUsage } from '@muster/schema';
import { createMemoryBus } from '../bus/memory-bus';
import { createRuntime } from '../create-runtime';
import { createEmbeddedEngine } from '../engines/embedded/embedded-engine';
import { createPostgresStorage } from '../storage.repository';
import { createValues } from '../values/values';
import { countingNode } from './counting-node';

/** A server of the runtime alone, to be killed: database and counter by the environment; prints `ready`, then works. */
const { DATABASE_URL = '', COUNTER_URL = '' } = process.env;
const bus = createMemoryBus();
const storage = createPostgresStorage(createDatabase(DATABASE_URL), bus);
const log = { warn() {}, error() {} };
const node = countingNode(COUNTER_URL);
const runtime = createRuntime({
  storage,
  bus,
  values: createValues({ processes: 1 }),
  engine: (source) => createEmbeddedEngine({ source, jobs: storage.jobs, log, leaseMs: 1000, pollMs: 50 }),
  findNode: (type) => (type === 'test.work' ? node : undefined),
  agents: async () => ({ failed: true }),
  generate: async () => ({ text: '', data: null, usage: noUsage, model: 'none' }),
  log,
  intervals: { relayMs: 50 },
});
await runtime.start();
process.stdout.write('ready\n');

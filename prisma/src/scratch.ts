import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded';

/** Nothing in a scratch Postgres outlives its process, so nothing waits for the disk. */
const fast = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '400',
  shared_buffers: '64MB',
  autovacuum: 'off',
};

/**
 * A Postgres in a temporary folder; `stop` removes it. For tests and tools.
 * @param options `durable`: it waits for the disk as a real one does, for measuring
 */
export async function startScratchPostgres(options: { durable?: boolean } = {}): Promise<EmbeddedPostgres> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'muster-postgres-'));
  // Closed to others when made; as root, Postgres has an account of its own and must get in. What it keeps is closed.
  await chmod(dataFolder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataFolder, settings: options.durable === true ? {} : fast });
  return {
    ...postgres,
    async stop() {
      await postgres.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

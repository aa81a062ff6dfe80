import type { Database } from '@muster/prisma';
import type { ReadinessCheck } from '../gateway/http/health-routes';

/** Whether the database answers, and has the tables of this version. */
export function createDatabaseReadiness(db: Database): Readonly<Record<'database' | 'migrations', ReadinessCheck>> {
  return {
    database: async () => {
      await db.$queryRaw`select 1`;
      return true;
    },
    migrations: async () => {
      const [row] = await db.$queryRaw<{ open: bigint }[]>`
        select count(*) as open from _prisma_migrations where finished_at is null and rolled_back_at is null`;
      return row?.open === 0n;
    },
  };
}

import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';
import { findUndefinedFilter } from './guard';
import { createStatementNames } from './statement-names';

export { Prisma } from './generated/client';
export type * as models from './generated/models';

/** The typed client. Only repositories, the composition root and tests hold one. */
export type Database = PrismaClient;

/** The client inside `db.$transaction(async (tx) => …)`. */
export type DatabaseTransaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

export interface DatabaseOptions {
  /** Most connections held open at once; 10 when absent. */
  maxConnections?: number;
  /** How long a query may wait for a connection, in milliseconds; 10,000 when absent. */
  connectTimeoutMs?: number;
}

/** A filter would have been dropped because its value is `undefined`: a bug in the caller, never a user's mistake. */
export class UndefinedFilterError extends Error {
  override readonly name = 'UndefinedFilterError';

  constructor(
    readonly model: string,
    readonly operation: string,
    readonly path: string,
  ) {
    super(`${model}.${operation}: ${path} is undefined, which would drop the filter`);
  }
}

/**
 * Opens a database by its URL. Connections are made when first needed and released by `db.$disconnect()`.
 * Every query is refused with {@link UndefinedFilterError} when a filter in it is `undefined`.
 */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = {
    connectionString: url,
    // Else a timer of the pool keeps a finished script alive for ten seconds.
    allowExitOnIdle: true,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
  };
  // A pooler between us and Postgres gives each transaction another connection, which knows no names.
  const isPooled = /[?&]pgbouncer=true(&|$)/.test(url);
  const adapter = new PrismaPg(pool, isPooled ? {} : { statementNameGenerator: createStatementNames() });
  // Prisma gives up after 2 and 5 seconds, which a busy machine can take.
  const transactionOptions = { maxWait: 10_000, timeout: 20_000 };
  const guarded = new PrismaClient({ adapter, transactionOptions }).$extends({
    name: 'no-undefined-filters',
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }) {
          const path = findUndefinedFilter(args);
          if (path !== null) throw new UndefinedFilterError(model, operation, path);
          return query(args);
        },
      },
    },
  });
  // The extension looks at queries and adds nothing, so the plain type tells the truth and is far easier to read.
  return guarded as unknown as Database;
}

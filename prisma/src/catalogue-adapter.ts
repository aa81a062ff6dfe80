import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import { Pool } from 'pg';

/** Postgres's number for its internal one-byte type `"char"`, and for text. */
const internalChar = 18;
const text = 25;

/** Which columns of a result were of type `"char"`, by the result's rows. */
const charColumns = new WeakMap<object, number[]>();

/**
 * Prisma's driver for its migration engine, which reads columns of type `"char"` from Postgres's catalogue when it
 * describes a database. The driver refuses that type, so it is shown text and the engine a character.
 */
export function createCatalogueAdapter(pool: CataloguePool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    async connect() {
      const adapter = await factory.connect();
      const queryRaw = adapter.queryRaw.bind(adapter);
      adapter.queryRaw = async (query: SqlQuery): Promise<SqlResultSet> => {
        const result = await queryRaw(query);
        for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
        return result;
      };
      return adapter;
    },
  };
}

/** A pool whose results show columns of type `"char"` as text, and remember which they were. */
export class CataloguePool extends Pool {
  // The parameters are those of any of Pool's overloads; only the promise of a result is looked at.
  override query(...parameters: unknown[]): never {
    const result: unknown = (super.query as (...args: unknown[]) => unknown).apply(this, parameters);
    return (result instanceof Promise ? result.then(charAsText) : result) as never;
  }
}

function charAsText(result: { fields?: { dataTypeID: number }[]; rows: object }): unknown {
  const columns = (result.fields ?? []).flatMap((field, index) => (field.dataTypeID === internalChar ? [index] : []));
  for (const field of result.fields ?? []) if (field.dataTypeID === internalChar) field.dataTypeID = text;
  if (columns.length > 0) charColumns.set(result.rows, columns);
  return result;
}

import type { Database, Prisma } from '@muster/prisma';
import { RawJson } from './raw-json';

/** One payload of a row: its size, and the payload itself unless all together would have been too much. */
export interface Payload {
  id: string;
  bytes: number;
  /** Null for SQL's NULL too, which has 0 bytes. */
  json: RawJson | null;
}

interface Row {
  id: string;
  bytes: number;
  text: string | null;
}

/**
 * Payloads as text when they fit together: Postgres adds up their sizes, and sends none of them when that is more than
 * `mostBytes`. The sum of `bytes` tells which.
 * @param rows selects `id`, `payload` (jsonb) and `bytes`; it carries the workspace's filter
 */
export async function payloadsWithin(db: Database, mostBytes: number, rows: Prisma.Sql): Promise<Payload[]> {
  const found = await db.$queryRaw<Row[]>`
    SELECT id, bytes, CASE WHEN total <= ${mostBytes}::bigint THEN payload::text END AS text
    FROM (SELECT id, payload, COALESCE(bytes, 0) AS bytes, sum(COALESCE(bytes, 0)) OVER () AS total
          FROM (${rows}) AS named) AS summed`;
  return found.map(({ id, bytes, text }) => ({ id, bytes, json: text === null ? null : new RawJson(text) }));
}

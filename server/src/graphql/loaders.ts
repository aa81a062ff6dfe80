import { invariant } from '@muster/schema';
import DataLoader from 'dataloader';
import type { Payload } from '../shared/payload.repository';
import type { RawJson } from '../shared/raw-json';
import type { AnswerBudget } from './answer-budget';
import type { GraphQLContext } from './context';

/** Reads the rows of many keys in one query. */
type LoadRows<Key extends string, Row> = (keys: readonly Key[]) => Promise<ReadonlyMap<string, Row>>;

/** Returns a function that makes loaders once for each operation, so that many small loads of one tick are one query. */
export function perOperation<Loaders>(
  make: (context: GraphQLContext) => Loaders,
): (context: GraphQLContext) => Loaders {
  const ofOperation = new WeakMap<GraphQLContext, Loaders>();
  return (context) => {
    const known = ofOperation.get(context);
    if (known !== undefined) return known;
    const made = make(context);
    ofOperation.set(context, made);
    return made;
  };
}

/** Batches, and does not cache: two mutations in one operation must each see what they wrote. */
export function createLoader<Key extends string, Row>(load: LoadRows<Key, Row>): DataLoader<Key, Row | null> {
  const batch = async (keys: readonly Key[]) => {
    const rows = await load([...new Set(keys)]);
    return keys.map((key) => rows.get(key) ?? null);
  };
  return new DataLoader<Key, Row | null>(batch, { cache: false, maxBatchSize: 2_000 });
}

/** Loads what cannot be missing: rows that are never deleted, of the same workspace. */
export function createRequiredLoader<Key extends string, Row>(
  what: string,
  load: LoadRows<Key, Row>,
): { load(key: Key): Promise<Row> } {
  const rows = createLoader(load);
  return {
    async load(key) {
      const row = await rows.load(key);
      invariant(row, `${what} ${key} is referred to and not there`);
      return row;
    },
  };
}

/** Loads payloads, which count against the answer's budget and are read only as far as they fit. */
export function createPayloadLoader<Key extends string>(
  answer: AnswerBudget,
  what: string,
  load: (keys: readonly Key[], mostBytes: number) => Promise<Payload[]>,
): { load(key: Key): Promise<RawJson | null> } {
  const rows = createRequiredLoader(what, (keys: readonly Key[]) =>
    answer.load(async (left) => {
      const found = await load(keys, left);
      return { bytes: found.reduce((sum, { bytes }) => sum + bytes, 0), value: keyById(found) };
    }),
  );
  return { load: async (key) => (await rows.load(key)).json };
}

export const keyBy = <Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row> =>
  new Map(rows.map((row) => [key(row), row]));

export const keyById = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  keyBy(rows, (row) => row.id);

import { expect, test } from 'vitest';
import { createStatementNames } from './statement-names';
import { testDatabase } from './testing';

const often = Array.from({ length: 12 }, (_, index) => index);

test('a statement gets a name when it has come often, and keeps it', () => {
  const nameOf = createStatementNames();
  const names = often.map(() => nameOf({ sql: 'SELECT 1' }));
  expect(names.slice(0, 9).every((name) => name === '')).toBe(true);
  expect(new Set(names.slice(9))).toEqual(new Set(['muster_1']));
  for (const _ of often) nameOf({ sql: 'SELECT 2' });
  expect(nameOf({ sql: 'SELECT 2' })).toBe('muster_2');
});

test('statements that never come again get none, however many they are, and take nothing from others', () => {
  const nameOf = createStatementNames();
  for (let index = 0; index < 5000; index += 1) expect(nameOf({ sql: `SELECT ${index}` })).toBe('');
  for (const _ of often) nameOf({ sql: 'SELECT often' });
  expect(nameOf({ sql: 'SELECT often' })).toBe('muster_1');
});

test('a statement with a list of thousands gets none, however often it comes', () => {
  const nameOf = createStatementNames();
  const sql = `SELECT 1 WHERE 1 IN (${Array.from({ length: 5000 }, (_, index) => `$${index + 1}`).join(',')})`;
  for (const _ of often) expect(nameOf({ sql })).toBe('');
});

test('there are a hundred names, and the first to come often have them', () => {
  const nameOf = createStatementNames();
  const statements = Array.from({ length: 150 }, (_, index) => `SELECT ${index}`);
  for (const sql of statements) for (const _ of often) nameOf({ sql });
  expect(statements.filter((sql) => nameOf({ sql }) !== '')).toEqual(statements.slice(0, 100));
});

test('a prepared statement answers as one that is not: other values, other types, after an error, in a transaction', async () => {
  const { db, drop } = await testDatabase();
  const read = (value: unknown) => db.$queryRaw<{ value: unknown }[]>`SELECT ${JSON.stringify(value)}::jsonb AS value`;
  for (const value of [...often, null, 'text', { a: [1] }, true]) expect(await read(value)).toEqual([{ value }]);
  const divide = (by: number) => db.$queryRaw<{ result: number }[]>`SELECT 10 / ${by}::int AS result`;
  for (const _ of often) expect(await divide(2)).toEqual([{ result: 5 }]);
  await expect(divide(0)).rejects.toThrow();
  expect(await divide(5)).toEqual([{ result: 2 }]);
  await db.$transaction(async (tx) => {
    for (const _ of often) expect(await tx.$queryRaw`SELECT 10 / ${2}::int AS result`).toEqual([{ result: 5 }]);
  });
  const prepared = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM pg_prepared_statements`;
  expect(prepared[0]?.count).toBeGreaterThan(0);
  await drop();
});

import { afterAll, expect, test } from 'vitest';
import { UndefinedFilterError } from './index';
import { testDatabase } from './testing';

const first = await testDatabase();
const second = await testDatabase();
afterAll(() => Promise.all([first.drop(), second.drop()]));

test('each test database is migrated, empty and apart from the others', async () => {
  await first.db.organization.create({ data: { id: 'org_1', name: 'Org', slug: 'org' } });
  expect(await first.db.organization.count()).toBe(1);
  expect(await second.db.organization.count()).toBe(0);
});

test('A16: an undefined filter is refused before it reaches the database, also inside a transaction', async () => {
  const where = { workspaceId: undefined } as never;
  await expect(first.db.workflow.findMany({ where })).rejects.toThrow(UndefinedFilterError);
  await expect(first.db.workflow.deleteMany({ where })).rejects.toThrow('where.workspaceId is undefined');
  await expect(first.db.$transaction((tx) => tx.run.updateMany({ where, data: {} }))).rejects.toThrow(
    UndefinedFilterError,
  );
});

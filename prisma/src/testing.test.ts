import { afterAll, expect, test } from 'vitest';
import { schemaDrift } from './drift';
import { migrate } from './migrate';
import { testDatabase } from './testing';

const first = await testDatabase();
const second = await testDatabase();
afterAll(() => Promise.all([first.drop(), second.drop()]));

const organization = { id: 'org_1', name: 'Org', slug: 'org' };

test('each test database is migrated, empty and apart from the others', async () => {
  await first.db.organization.create({ data: organization });
  expect(await first.db.organization.count()).toBe(1);
  expect(await second.db.organization.count()).toBe(0);
});

test('migrating a migrated database does nothing, also when two do it at once', async () => {
  expect(await Promise.all([migrate(first.url), migrate(first.url)])).toEqual([[], []]);
});

test('the migrations lead to schema.prisma', async () => {
  expect(await schemaDrift(first.url)).toBeNull();
});

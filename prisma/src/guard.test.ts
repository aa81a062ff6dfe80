import { expect, test } from 'vitest';
import { findUndefinedFilter } from './guard';

test.each([
  [{ where: { workspaceId: undefined } }, 'where.workspaceId'],
  [{ where: { AND: [{ id: 'a' }, { workspaceId: undefined }] } }, 'where.AND.1.workspaceId'],
  [{ where: { versions: { some: { hash: { in: undefined } } } } }, 'where.versions.some.hash.in'],
  [{ cursor: { id: undefined } }, 'cursor.id'],
  [{ include: { runs: { where: { status: undefined } } } }, 'include.runs.where.status'],
  [{ data: { versions: { deleteMany: { hash: undefined } } } }, 'data.versions.deleteMany.hash'],
  [{ data: { versions: { updateMany: [{ where: { hash: undefined }, data: {} }] } } }, 'data.versions.updateMany.hash'],
])('%j holds an undefined filter', (args, path) => {
  expect(findUndefinedFilter(args)).toBe(path);
});

test.each([
  [undefined],
  [{}],
  [{ where: { workspaceId: 'wsp_1', finishedAt: null, createdAt: new Date() } }],
  [{ where: undefined, select: undefined, take: undefined }],
  [{ where: { id: 'a' }, data: { name: undefined, draft: { where: { x: 1 } } } }],
  [{ data: { versions: { update: { where: { id: 'a' }, data: { hash: undefined } } } } }],
])('%j holds none', (args) => {
  expect(findUndefinedFilter(args)).toBeNull();
});

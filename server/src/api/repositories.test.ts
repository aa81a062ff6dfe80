import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import type { WorkspaceId } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCompileRepository } from '../modules/compile/compile.repository';
import { createInvitationRepository } from '../modules/invitation/invitation.repository';
import { createRunRepository } from '../modules/run/run.repository';
import { createVersionRepository } from '../modules/version/version.repository';
import { createViewerRepository } from '../modules/viewer/viewer.repository';
import { createWorkflowRepository } from '../modules/workflow/workflow.repository';
import { createMemberRepository } from '../modules/workspace/member.repository';

const repositories = {
  compile: createCompileRepository,
  invitation: createInvitationRepository,
  member: createMemberRepository,
  run: createRunRepository,
  version: createVersionRepository,
  viewer: createViewerRepository,
  workflow: createWorkflowRepository,
};

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** Enough of everything a method may take after the workspace. */
const rest = [['x'], { take: 2, after: null }, { take: 2, after: null }, {}] as const;

describe.each(Object.entries(repositories))('the %s repository', (_name, create) => {
  it.each([
    ['undefined', undefined],
    ['null', null],
    ['empty', ''],
    ["an operator of Prisma's", { startsWith: '' }],
  ])('asks nothing when the workspace is %s (A16)', async (_case, workspace) => {
    const methods = Object.entries(create(database.db)) as [string, (...args: unknown[]) => Promise<unknown>][];
    expect(methods.length).toBeGreaterThan(0);
    for (const [method, call] of methods) {
      await expect(call(workspace as WorkspaceId, ...rest), method).rejects.toThrow(/workspace/i);
    }
  });
});

import { type TestDatabase, testDatabase } from '@muster/prisma/testing';
import { newId, type VersionId, type WorkspaceId } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyVersion } from '../runtime/testing/plans';
import { testActor } from '../runtime/testing/run-origin';
import { storeVersion } from '../runtime/testing/version-fixture';
import { createServedFunctions, type ServedFunctions } from './served-functions.repository';

describe('functions an engine outside has to know of', () => {
  const workspaceId = 'w1' as WorkspaceId;
  let database: TestDatabase;
  let functions: ServedFunctions;
  beforeAll(async () => {
    database = await testDatabase();
    functions = createServedFunctions(database.db);
  });
  afterAll(() => database.drop());

  async function version(data: { published?: boolean; deletedAt?: Date } = {}): Promise<VersionId> {
    const { published = false, ...workflow } = data;
    const { workflowId, versionId } = await storeVersion(database.db, workspaceId, {
      ...emptyVersion(),
      versionId: newId('version'),
    });
    await database.db.workflow.update({
      where: { id: workflowId },
      data: { ...workflow, ...(published ? { publishedVersionId: versionId } : {}) },
    });
    return versionId;
  }
  async function run(versionId: VersionId, status: 'RUNNING' | 'SUCCEEDED', pins = {}): Promise<string> {
    const { workflowId } = await database.db.version.findUniqueOrThrow({ where: { id: versionId } });
    const id = newId('run');
    await database.db.run.create({
      data: { id, workspaceId, workflowId, versionId, status, input: {}, pins, startedBy: testActor },
    });
    return id;
  }
  const main = (versionId: VersionId) => `${versionId}.main`;

  it('are those of live versions, and of versions that open runs may call', async () => {
    const live = await version({ published: true });
    const deleted = await version({ published: true, deletedAt: new Date() });
    const replaced = await version();
    const [running, pinned, over, deletedAndRunning] = await Promise.all([
      version(),
      version(),
      version(),
      version({ published: true, deletedAt: new Date() }),
    ]);
    await run(running, 'RUNNING', { wfl_squad: pinned });
    await run(deletedAndRunning, 'RUNNING');
    await run(over, 'SUCCEEDED', { wfl_squad: replaced });
    const unreadable = await version({ published: true });
    await database.db.version.update({ where: { id: unreadable }, data: { functions: { no: 'list' } } });
    const ids = await functions.functionIds();
    expect(ids.sort()).toEqual([live, running, pinned, deletedAndRunning].map(main).sort());
    for (const gone of [deleted, replaced, over]) expect(ids).not.toContain(main(gone));
  });

  it('of one run are those of its version and of its squads', async () => {
    const [own, pinned] = await Promise.all([version(), version()]);
    await version({ published: true });
    const runId = await run(own, 'RUNNING', { wfl_squad: pinned });
    expect((await functions.functionIdsOfRun(runId)).sort()).toEqual([own, pinned].map(main).sort());
    expect(await functions.functionIdsOfRun('run_unknown')).toEqual([]);
  });

  it('are registered by one replica at a time', async () => {
    const other = createServedFunctions(database.db);
    let atWork = 0;
    let most = 0;
    const work = async () => {
      atWork += 1;
      most = Math.max(most, atWork);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atWork -= 1;
    };
    await Promise.all([functions, other, functions, other].map((replica) => replica.exclusively(work)));
    expect(most).toBe(1);
  });
});

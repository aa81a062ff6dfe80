import type { Database } from '@muster/prisma';
import type { VersionId } from '@muster/schema';
import { readFunctions, readPlan } from '../compiler/plan/read-plan';
import { createPostgresEngineJobs } from './engines/embedded/engine-jobs.repository';
import type { RuntimeStorage } from './ports';
import type { EventBus } from './run-store';
import { createPostgresRunIntake } from './start-run/run-intake.repository';
import { createPostgresRunStore } from './store/run-store.repository';

/** Everything of the runtime that lives in Postgres; `jobs` is for the embedded engine. */
export function createPostgresStorage(db: Database, bus: EventBus) {
  return {
    runs: createPostgresRunStore(db, bus),
    intake: createPostgresRunIntake(db),
    jobs: createPostgresEngineJobs(db),
    async loadVersion(versionId: VersionId) {
      // Not bound to a workspace: the id comes from a run, which was accepted in its workspace.
      const select = { plan: true, functions: true } as const;
      const version = await db.version.findUnique({ where: { id: versionId }, select });
      if (!version) return null;
      return { versionId, plan: readPlan(version.plan), functions: readFunctions(version.functions) };
    },
  } satisfies RuntimeStorage & Record<'jobs', unknown>;
}

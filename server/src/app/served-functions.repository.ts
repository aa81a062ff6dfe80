import type { Database } from '@muster/prisma';

/** Which functions an engine outside has to know of: of versions published now, and of those with runs in flight. */
export const createServedFunctions = (db: Database) => async (): Promise<string[]> => {
  const published = { publishedWorkflow: { isNot: null } };
  const inFlight = { runs: { some: { status: { in: ['QUEUED' as const, 'RUNNING' as const, 'WAITING' as const] } } } };
  const select = { id: true, functions: true } as const;
  // Not bound to a workspace: the engine serves them all.
  const versions = await db.version.findMany({ where: { OR: [published, inFlight] }, select });
  return versions.flatMap(({ id, functions }) =>
    (functions as unknown as { id: string }[]).map((spec) => `${id}.${spec.id}`),
  );
};

import type { Database } from '@muster/prisma';

const open = { status: { in: ['QUEUED' as const, 'RUNNING' as const, 'WAITING' as const] } };

/** What an engine outside has to know of. Not bound to a workspace: the engine serves them all. */
export interface ServedFunctions {
  /** Versions published now, those with runs in flight, and the squads those runs are pinned to. */
  versionIds(): Promise<string[]>;
  /** The engine's ids of all functions of these versions. */
  functionIds(): Promise<string[]>;
}

export function createServedFunctions(db: Database): ServedFunctions {
  async function versionIds(): Promise<string[]> {
    const [published, runs] = await Promise.all([
      db.version.findMany({ where: { publishedWorkflow: { isNot: null } }, select: { id: true } }),
      db.run.findMany({ where: open, select: { versionId: true, pins: true } }),
    ]);
    const pinned = runs.flatMap(({ versionId, pins }) => [versionId, ...Object.values(pins as Record<string, string>)]);
    return [...new Set([...published.map(({ id }) => id), ...pinned])];
  }
  return {
    versionIds,
    async functionIds() {
      const ids = await versionIds();
      const versions = await db.version.findMany({ where: { id: { in: ids } }, select: { id: true, functions: true } });
      return versions.flatMap(({ id, functions }) =>
        (functions as unknown as { id: string }[]).map((spec) => `${id}.${spec.id}`),
      );
    },
  };
}

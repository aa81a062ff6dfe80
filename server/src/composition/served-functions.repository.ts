import { type Database, Prisma } from '@muster/prisma';

/** What an engine outside has to know of. Not bound to a workspace: the engine serves them all. */
export interface ServedFunctions {
  /** Ids of the functions of every live version, and of every version an open run may call. */
  functionIds(): Promise<string[]>;
  /** Ids of the functions one run may call: those of its version, and of the squads it is pinned to. */
  functionIdsOfRun(runId: string): Promise<string[]>;
  /** Does the work while no other replica does such work. */
  exclusively(work: () => Promise<void>): Promise<void>;
}

/** Held while a list of functions is read and registered. */
const REGISTRATION_LOCK = 7_290_413;
/** Registering thousands of functions takes seconds. */
const REGISTRATION_MS = 60_000;

const versionsOf = (runs: Prisma.Sql) => Prisma.sql`
  SELECT "versionId" FROM "Run" WHERE ${runs}
  UNION SELECT pin.value FROM "Run", jsonb_each_text(pins) pin WHERE ${runs}`;

export function createServedFunctions(db: Database): ServedFunctions {
  async function functionIdsOf(versionIds: Prisma.Sql): Promise<string[]> {
    const rows = await db.$queryRaw<{ id: string }[]>`
      SELECT v.id || '.' || (name #>> '{}') AS id
      FROM "Version" v, jsonb_path_query(v.functions, '$[*].id ? (@.type() == "string")') name
      WHERE v.id IN (${versionIds})`;
    return rows.map(({ id }) => id);
  }

  return {
    functionIds: () =>
      functionIdsOf(Prisma.sql`
        SELECT "publishedVersionId" FROM "Workflow" WHERE "deletedAt" IS NULL
        UNION ${versionsOf(Prisma.sql`status IN ('QUEUED', 'RUNNING', 'WAITING')`)}`),

    functionIdsOfRun: (runId) => functionIdsOf(versionsOf(Prisma.sql`id = ${runId}`)),

    async exclusively(work) {
      await db.$transaction(
        async (tx) => {
          await tx.$executeRaw`SELECT pg_advisory_xact_lock(${REGISTRATION_LOCK})`;
          await work();
        },
        { maxWait: REGISTRATION_MS, timeout: REGISTRATION_MS },
      );
    },
  };
}

import type { Database } from '@muster/prisma';

/** How long the first account may take to be made before somebody else may try. */
const claimSeconds = 60;

/** The accounts of the whole installation, which belong to no workspace. */
export function createAccountRepository(db: Database) {
  return {
    async hasAny(): Promise<boolean> {
      return (await db.user.findFirst({ select: { id: true } })) !== null;
    },

    /** True for one caller at a time, in all processes together: the one that may make the first account. */
    async claimFirst(): Promise<boolean> {
      const claimed = await db.$executeRaw`
        INSERT INTO "Verification" ("id", "identifier", "value", "expiresAt", "updatedAt")
        VALUES ('first-account', 'first-account', '', now() + make_interval(secs => ${claimSeconds}), now())
        ON CONFLICT ("id") DO UPDATE SET "expiresAt" = EXCLUDED."expiresAt" WHERE "Verification"."expiresAt" < now()`;
      return claimed === 1;
    },
  };
}
export type AccountRepository = ReturnType<typeof createAccountRepository>;

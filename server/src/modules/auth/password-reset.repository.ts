import type { Database } from '@muster/prisma';
import type { UserId } from '@muster/schema';

/** Links for a new password that were given out and not used. */
export function createPasswordResetRepository(db: Database) {
  return {
    /** With a new password every other link of this person ends; better-auth ends only the one that was used. */
    async endLinks(userId: UserId): Promise<void> {
      await db.verification.deleteMany({ where: { value: userId } });
    },
    /** How many of this person's links still work. */
    countLinks: (userId: UserId, now: Date): Promise<number> =>
      db.verification.count({ where: { value: userId, expiresAt: { gt: now } } }),
  };
}
export type PasswordResetRepository = ReturnType<typeof createPasswordResetRepository>;

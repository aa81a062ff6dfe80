import type { Database } from '@muster/prisma';
import { prismaAdapter } from 'better-auth/adapters/prisma';

/** Where better-auth keeps people, sessions, organisations and keys. Each of its operations is one transaction. */
export const authDatabase = (db: Database) => prismaAdapter(db, { provider: 'postgresql', transaction: true });

import { existsSync } from 'node:fs';
import { createDatabase } from '@muster/prisma';
import { ConfigError, readConfig } from '../config/config';
import { createLogger } from '../log/logger';
import { createAuth } from '../modules/auth/auth';
import { openDatabase } from './open-database';

/** `npm run reset-password -- <e-mail>`: prints a link that sets a new password. Works while Muster runs, and while not. */
async function main(email: string): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const log = createLogger({ level: 'silent' });
  const database = await openDatabase(config, log);
  const db = createDatabase(database.url, { maxConnections: 2 });
  try {
    let found: string | null = null;
    const { signIn } = createAuth({
      db,
      config,
      log,
      onWorkspaceCreated: async () => undefined,
      onRevoked: () => undefined,
      isInvited: async () => false,
      deliverResetLink: (_person, link) => {
        found = link;
      },
    });
    await signIn.api.requestPasswordReset({ body: { email } });
    if (found === null) throw new Error(`Nobody has an account with the address ${email}.`);
    console.log(`${found}\n\nThe link sets a new password for ${email}, once, within an hour. Hand it to nobody else.`);
  } finally {
    await db.$disconnect();
    await database.stop();
  }
}

const [email, ...rest] = process.argv.slice(2);
if (!email?.includes('@') || rest.length > 0) {
  console.error('Say whose password to reset: npm run reset-password -- ada@example.com');
  process.exit(1);
}
try {
  await main(email.trim().toLowerCase());
} catch (error) {
  const { message } = error as Error;
  console.error(error instanceof ConfigError ? message : `No link was made. ${message}`);
  process.exitCode = 1;
}

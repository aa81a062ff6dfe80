import { createDatabase } from '@muster/prisma';
import { createExampleSeeder } from '../server/src/modules/example/create-example-seeder';
import { openDatabase } from './stack/database';
import { loadEnvFile, readSettings } from './stack/settings';

/** `npm run seed`: gives every workspace the examples it has not got. New workspaces get them by themselves. */
loadEnvFile();
const database = await openDatabase(readSettings(process.env), console.log);
const db = createDatabase(database.url);
try {
  const workspaces = await createExampleSeeder(db).seedAll();
  console.log(`The examples are in ${workspaces} ${workspaces === 1 ? 'workspace' : 'workspaces'}.`);
} finally {
  await db.$disconnect();
  await database.stop();
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaDrift } from '../drift';
import { migrationsPath } from '../paths';
import { startScratchPostgres } from '../scratch';

/** `npm run migration -- <name>`: writes what schema.prisma has and the migrations have not. */
const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9_]{1,60}$/.test(name)) {
  console.error('Name the migration in small letters, digits and underscores: npm run migration -- add_tags');
  process.exit(1);
}
const postgres = await startScratchPostgres();
try {
  const sql = await schemaDrift(postgres.url);
  if (sql === null) {
    console.log('The migrations already lead to schema.prisma; nothing to add.');
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const folder = join(migrationsPath, `${stamp}_${name}`);
    await mkdir(folder);
    await writeFile(join(folder, 'migration.sql'), sql);
    console.log(`Written: ${join(folder, 'migration.sql')}. Read it before you commit it.`);
  }
} finally {
  await postgres.stop();
}

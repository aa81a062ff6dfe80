import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { migrate } from './migrate';
import { migrationsPath, schemaPath } from './paths';
import { withSchemaEngine } from './schema-engine';

/**
 * The SQL that leads from the migrations of `folder` to schema.prisma; null when they agree.
 * @param scratchUrl an empty database, left with the migrations applied
 */
export async function schemaDrift(scratchUrl: string, folder: string = migrationsPath): Promise<string | null> {
  await migrate(scratchUrl, folder);
  const files = [{ path: 'schema.prisma', content: await readFile(schemaPath, 'utf8') }];
  return withSchemaEngine(scratchUrl, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: dirname(schemaPath) },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const script = (stdout ?? '').trim();
    return script === '' || script === '-- This is an empty migration.' ? null : `${script}\n`;
  });
}

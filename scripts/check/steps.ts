import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { schemaDrift } from '@muster/prisma/drift';
import { startScratchPostgres } from '@muster/prisma/scratch';
import { findMissing, findUnverified, type LockFile } from '../lock/complete-lock';
import { runQuietly } from './command';
import { checkDependencies } from './dependencies';
import { roots } from './dependency-rules';
import { breakingChanges, missingFromCore } from './graphql-schema/schema-compatibility';
import { undescribed } from './graphql-schema/schema-descriptions';
import { findIterationText } from './iterations';
import { findKindChecks } from './operation-kinds';
import { measureSizes } from './sizes';
import { readSourceFiles } from './source-files';
import { CheckFailure, type CheckStep } from './step';

/** Everything `npm run check` looks at. `base` is the schema clients know: what breaks it breaks them. */
export function checkSteps(): CheckStep[] {
  return [
    { name: 'types: schema, nodes, prisma, server, scripts', run: () => types('.') },
    { name: 'types: web', run: () => types('web') },
    { name: 'types: e2e', run: () => types('e2e') },
    { name: 'lint and format', run: lint },
    { name: 'operations are told apart in their tables only', run: operationKinds },
    { name: 'no floating promises', run: floatingPromises },
    { name: 'import boundaries and cycles', run: dependencies },
    { name: 'iterations are spelled in their module only', run: iterations },
    { name: 'sizes of files and folders', run: sizes },
    { name: 'GraphQL schema is fresh', run: schemaIsFresh },
    { name: 'GraphQL schema breaks no client', run: schemaKeepsPromises },
    { name: 'GraphQL schema describes everything', run: schemaIsDescribed },
    { name: 'migrations lead to schema.prisma', run: migrationsAgree },
    { name: 'lock file has every platform and checksum', run: lockIsComplete },
    { name: 'unused code and dependencies', run: unused },
  ];
}

async function types(project: string): Promise<string | undefined> {
  if (!existsSync(`${project}/tsconfig.json`)) return 'nothing there';
  await runQuietly('tsc', '-p', project);
  return undefined;
}

async function lint(): Promise<undefined> {
  await runQuietly('biome', 'check', '--diagnostic-level=warn', '--max-diagnostics=50');
}

/** Biome's own rule knows too few types: of ten promises left alone in a sample it found six. */
async function floatingPromises(): Promise<undefined> {
  await runQuietly('oxlint', '--type-aware', '--quiet', ...roots);
}

async function dependencies(): Promise<string> {
  const { modules, problems } = await checkDependencies();
  if (problems.length > 0) throw new CheckFailure(problems);
  return `${modules} files`;
}

async function operationKinds(): Promise<undefined> {
  const places = findKindChecks(await readSourceFiles());
  if (places.length > 0) throw new CheckFailure(places);
}

async function iterations(): Promise<undefined> {
  const places = findIterationText(await readSourceFiles());
  if (places.length > 0) throw new CheckFailure(places);
}

async function sizes(): Promise<string> {
  const report = measureSizes(await readSourceFiles());
  const problems = [...report.tooLong, ...report.tooFull];
  if (problems.length > 0) throw new CheckFailure(problems);
  return `${report.files} files: median ${report.median} lines, nine in ten at most ${report.ninetieth}`;
}

const committedSchema = 'schema/schema.graphql';

async function schemaIsFresh(): Promise<undefined> {
  const emitted = await runQuietly('tsx', 'scripts/check/print-schema.ts');
  if (emitted !== (await readFile(committedSchema, 'utf8'))) {
    throw new CheckFailure([`${committedSchema} differs from what the code emits: npm run schema`]);
  }
}

/** The last released schema: on a branch the one of the main branch, on main the one of the commit before. */
async function schemaKeepsPromises(): Promise<string> {
  const schema = await readFile(committedSchema, 'utf8');
  const core = missingFromCore(await readFile('schema/core.graphql', 'utf8'), schema);
  if (core.length > 0) throw new CheckFailure(core.map((line) => `core.graphql: ${line}`));
  const base = process.env.SCHEMA_BASE ?? 'HEAD';
  const before = await runQuietly('git', 'show', `${base}:${committedSchema}`).catch(() => null);
  if (before === null) return `core is all there; ${base} has no schema to compare with`;
  const broken = breakingChanges(before, schema);
  if (broken.length > 0) throw new CheckFailure(broken.map((line) => `since ${base}: ${line}`));
  return 'core is all there';
}

async function schemaIsDescribed(): Promise<undefined> {
  const missing = undescribed(await readFile(committedSchema, 'utf8'));
  if (missing.length > 0) throw new CheckFailure(missing.map((coordinate) => `${coordinate} has no description`));
}

async function migrationsAgree(): Promise<undefined> {
  const postgres = await startScratchPostgres();
  try {
    const sql = await schemaDrift(postgres.url);
    if (sql !== null) throw new CheckFailure(['Missing migration: npm run migration -- <name>', sql]);
  } finally {
    await postgres.stop();
  }
}

async function lockIsComplete(): Promise<undefined> {
  const lock = JSON.parse(await readFile('package-lock.json', 'utf8')) as LockFile;
  const missing = [...findMissing(lock), ...findUnverified(lock)];
  if (missing.length > 0) throw new CheckFailure([`npm run lock adds: ${missing.map(({ name }) => name).join(', ')}`]);
}

async function unused(): Promise<undefined> {
  await runQuietly('knip', '--no-progress', '--no-config-hints');
}

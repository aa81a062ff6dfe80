import type { CompileEnv } from '../../compiler/env';
import { createCompileRepository } from '../compile/compile.repository';
import { createCompileService } from '../compile/compile.service';
import { inlineCompiler } from '../compile/graph-compiler';
import { createVersionRepository } from '../version/version.repository';
import { createVersionService } from '../version/version.service';
import { createWorkflowRepository } from '../workflow/workflow.repository';
import { createExampleRepository } from './example.repository';
import { createExampleService, type ExampleService } from './example.service';

/**
 * Everything seeding needs and no more, for the composition root (`onWorkspaceCreated: seeder.seed`) and for
 * `npm run seed` (`seeder.seedAll()`).
 */
export function createExampleSeeder(
  db: Parameters<typeof createWorkflowRepository>[0],
  compileEnv: Omit<CompileEnv, 'squads'> = {},
): ExampleService {
  const workflows = createWorkflowRepository(db);
  const compiler = createCompileService(createCompileRepository(db), compileEnv, inlineCompiler);
  const versions = createVersionService(createVersionRepository(db), workflows, compiler, withoutQuotas);
  return createExampleService(workflows, versions, createExampleRepository(db));
}

/** Examples are few, small and ours. */
const withoutQuotas = { requireStorage: async () => undefined };

import type { CompileEnv } from '../compiler/env';
import type { ApiKeys } from '../modules/auth/api-key.types';
import type { SignUpPolicy } from '../modules/auth/sign-up-policy';
import { createCompileRepository } from '../modules/compile/compile.repository';
import { type CompileService, createCompileService } from '../modules/compile/compile.service';
import type { GraphCompiler } from '../modules/compile/graph-compiler';
import { createInstallationService, type InstallationService } from '../modules/installation/installation.service';
import { createNodeTypeService, type NodeTypeService } from '../modules/node-type/node-type.service';
import { createRunRepository } from '../modules/run/run.repository';
import { createRunService, type RunService } from '../modules/run/run.service';
import { createStartRunService, type StartRunService } from '../modules/run/start-run.service';
import { createSystemService, type SystemFacts, type SystemService } from '../modules/system/system.service';
import { createVersionRepository } from '../modules/version/version.repository';
import { createVersionService, type VersionService } from '../modules/version/version.service';
import { createViewerRepository } from '../modules/viewer/viewer.repository';
import { createViewerProfileService, type ViewerProfileService } from '../modules/viewer/viewer-profile.service';
import { createWorkflowRepository } from '../modules/workflow/workflow.repository';
import { createWorkflowService, type WorkflowService } from '../modules/workflow/workflow.service';
import type { Runtime } from '../runtime';

/** The repositories know what it is. */
type Database = Parameters<typeof createWorkflowRepository>[0];

/** What the services stand on; made once by the composition root. The compiler and the catalogue are pure and imported. */
export interface ServiceDeps {
  db: Database;
  runtime: Pick<Runtime, 'acceptRun' | 'cancelRun' | 'events'>;
  apiKeys: ApiKeys;
  signUpPolicy: SignUpPolicy;
  system: SystemFacts;
  /** Which models the tiers stand for, and the engine's limits, for compile reports. */
  compileEnv?: Omit<CompileEnv, 'squads'>;
  compiler: GraphCompiler;
}

/** One service per entity. They check the viewer's permission first and know no GraphQL. */
export interface Services {
  apiKeys: ApiKeys;
  compile: CompileService;
  installation: InstallationService;
  nodeTypes: NodeTypeService;
  runs: RunService;
  startRun: StartRunService;
  system: SystemService;
  versions: VersionService;
  viewer: ViewerProfileService;
  workflows: WorkflowService;
}

export function createServices({
  db,
  runtime,
  apiKeys,
  signUpPolicy,
  system,
  compiler,
  compileEnv = {},
}: ServiceDeps): Services {
  const workflows = createWorkflowRepository(db);
  const versions = createVersionRepository(db);
  const runs = createRunRepository(db);
  const compile = createCompileService(createCompileRepository(db), compileEnv, compiler);
  return {
    apiKeys,
    compile,
    installation: createInstallationService(signUpPolicy),
    nodeTypes: createNodeTypeService(),
    runs: createRunService(runs, versions, runtime),
    startRun: createStartRunService(runs, workflows, versions, runtime),
    system: createSystemService(system),
    versions: createVersionService(versions, workflows, compile),
    viewer: createViewerProfileService(createViewerRepository(db)),
    workflows: createWorkflowService(workflows, compile),
  };
}

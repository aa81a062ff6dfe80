import type { CompileEnv } from '../compiler/env';
import type { Services } from '../graphql/context';
import type { SchemaChecks } from '../json-schema/schema-checks';
import type { Log } from '../log/logger';
import type { Mailer } from '../mail/mailer';
import type { ApiKeys } from '../modules/auth/api-key.types';
import type { SignUpPolicy } from '../modules/auth/sign-up-policy';
import { createCompileRepository } from '../modules/compile/compile.repository';
import { createCompileService } from '../modules/compile/compile.service';
import type { GraphCompiler } from '../modules/compile/graph-compiler';
import { createInstallationService } from '../modules/installation/installation.service';
import { createAcceptanceRepository } from '../modules/invitation/acceptance.repository';
import { createInvitationRepository } from '../modules/invitation/invitation.repository';
import { createInvitationService } from '../modules/invitation/invitation.service';
import { createNodeTypeService } from '../modules/node-type/node-type.service';
import type { Quotas } from '../modules/quota/quota.service';
import { createRunRepository } from '../modules/run/run.repository';
import { createRunService } from '../modules/run/run.service';
import { createStartRunService } from '../modules/run/start-run.service';
import { createSystemService, type SystemFacts } from '../modules/system/system.service';
import { createVersionRepository } from '../modules/version/version.repository';
import { createVersionService } from '../modules/version/version.service';
import { createViewerRepository } from '../modules/viewer/viewer.repository';
import { createViewerProfileService } from '../modules/viewer/viewer-profile.service';
import { createWorkflowRepository } from '../modules/workflow/workflow.repository';
import { createWorkflowService } from '../modules/workflow/workflow.service';
import { createMemberRepository } from '../modules/workspace/member.repository';
import { createMemberService } from '../modules/workspace/member.service';
import { createMembershipRepository } from '../modules/workspace/membership.repository';
import { createMembershipService } from '../modules/workspace/membership.service';
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
  /** Where people open Muster, for the links of invitations. */
  publicUrl: string;
  /** Absent: this installation sends no mail. */
  mailer?: Mailer | undefined;
  /** Told when somebody lost a workspace or chose another one. */
  onAccessEnded: () => void;
  /** Which models the tiers stand for, and the engine's limits, for compile reports. */
  compileEnv?: Omit<CompileEnv, 'squads'>;
  compiler: GraphCompiler;
  schemas: Pick<SchemaChecks, 'check'>;
  quotas: Quotas;
  /** Where it is written down who started a run. */
  log: Pick<Log, 'info'>;
}

/** Makes the service of every entity. They check the viewer's permission first and know no GraphQL. */
export function createServices(deps: ServiceDeps): Services {
  const {
    db,
    runtime,
    apiKeys,
    signUpPolicy,
    system,
    publicUrl,
    mailer,
    onAccessEnded,
    compiler,
    schemas,
    quotas,
    log,
    compileEnv = {},
  } = deps;
  const workflows = createWorkflowRepository(db);
  const versions = createVersionRepository(db);
  const runs = createRunRepository(db);
  const compile = createCompileService(createCompileRepository(db), compileEnv, compiler);
  const members = createMemberRepository(db);
  const memberships = createMembershipService({
    memberships: createMembershipRepository(db),
    members,
    onAccessEnded,
  });
  return {
    apiKeys,
    compile,
    installation: createInstallationService(signUpPolicy, mailer !== undefined),
    invitations: createInvitationService({
      invitations: createInvitationRepository(db),
      acceptances: createAcceptanceRepository(db),
      memberships,
      publicUrl,
      mailer,
    }),
    members: createMemberService({ members, onAccessEnded }),
    memberships,
    nodeTypes: createNodeTypeService(),
    runs: createRunService(runs, versions, runtime),
    startRun: createStartRunService(runs, workflows, versions, runtime, schemas, quotas, log),
    system: createSystemService(system),
    versions: createVersionService(versions, workflows, compile, quotas),
    viewer: createViewerProfileService(createViewerRepository(db)),
    workflows: createWorkflowService(workflows, compile, quotas),
  };
}

import { type Actor, UserError, type VersionId, type WorkflowId, type WorkspaceId } from '@muster/schema';
import type { SchemaChecks } from '../../json-schema/schema-checks';
import type { Log } from '../../log/logger';
import type { Runtime } from '../../runtime';
import { notFound } from '../../shared/failures';
import { asId, asIds } from '../../shared/ids';
import { actorOf, requireScope, type Viewer } from '../../shared/viewer';
import type { Quotas } from '../quota/quota.service';
import type { VersionRepository, VersionStart } from '../version/version.repository';
import type { WorkflowRecord, WorkflowRepository } from '../workflow/workflow.repository';
import { chooseTrigger } from './choose-trigger';
import type { RunRepository, RunView } from './run.repository';
import { checkRunInput } from './run-input';

export interface StartRunRequest {
  workflowId: string;
  versionId?: string | null | undefined;
  /** May be absent when the version has one manual trigger, or is a squad. */
  triggerNodeId?: string | null | undefined;
  /** `{}` when absent. */
  input?: unknown;
  idempotencyKey?: string | null | undefined;
}

/** Starting runs: everything that is checked before the runtime accepts one. */
export function createStartRunService(
  runs: RunRepository,
  workflows: WorkflowRepository,
  versions: VersionRepository,
  runtime: Pick<Runtime, 'acceptRun'>,
  schemas: Pick<SchemaChecks, 'check'>,
  quotas: Pick<Quotas, 'requireRun' | 'requireStorage'>,
  log: Pick<Log, 'info'>,
) {
  async function chooseVersion(
    workspaceId: WorkspaceId,
    workflow: WorkflowRecord,
    wanted: string | null | undefined,
  ): Promise<VersionStart> {
    const id = wanted == null ? workflow.publishedVersionId : asId<VersionId>(wanted);
    if (wanted == null && id === null) {
      const message = `"${workflow.name}" has no published version yet; publish it first.`;
      throw new UserError('NOT_PUBLISHED', message, { path: ['workflowId'] });
    }
    const version = id && (await versions.start(workspaceId, id));
    if (!version || version.workflowId !== workflow.id) throw notFound('version', 'versionId');
    return version;
  }

  /** Which version of each squad this run will use to its end. */
  async function pinSquads(
    workspaceId: WorkspaceId,
    { squadWorkflowIds }: VersionStart,
  ): Promise<Record<string, VersionId>> {
    const squads = await versions.published(workspaceId, asIds<WorkflowId>(squadWorkflowIds));
    const pins = Object.fromEntries(squads.map((squad) => [squad.workflowId, squad.id]));
    const missing = squadWorkflowIds.find((id) => !Object.hasOwn(pins, id));
    if (missing === undefined) return pins;
    const message = `A squad this workflow hands tasks to (${missing}) is not published any more.`;
    throw new UserError('NOT_PUBLISHED', message, { path: ['workflowId'] });
  }

  /**
   * Starts a run in a workspace for any actor: every trigger kind ends here. Asks nobody for permission: that is the
   * caller's duty. Resolves when the run is committed. The same key in a workspace answers with the first run.
   * @throws UserError `NOT_FOUND`, `NOT_PUBLISHED`, `TRIGGER_REQUIRED`, `TRIGGER_NOT_FOUND`, `RUN_INPUT_INVALID`,
   * `INVALID_INPUT`, `QUOTA_EXCEEDED`.
   */
  async function startAs(
    workspaceId: WorkspaceId,
    startedBy: Actor,
    request: StartRunRequest,
  ): Promise<{ run: RunView | null }> {
    const idempotencyKey = readKey(request.idempotencyKey);
    const first = idempotencyKey === undefined ? null : await runs.byIdempotencyKey(workspaceId, idempotencyKey);
    if (first) return { run: first };
    const id = asId<WorkflowId>(request.workflowId);
    const workflow = id && (await workflows.findWithoutDraft(workspaceId, id));
    if (!workflow) throw notFound('workflow', 'workflowId');
    const version = await chooseVersion(workspaceId, workflow, request.versionId);
    const trigger = chooseTrigger(version, request.triggerNodeId);
    await quotas.requireRun(workspaceId);
    await quotas.requireStorage(workspaceId, 0);
    const given = request.input === undefined ? {} : request.input;
    const input = await checkRunInput(schemas, workspaceId, trigger, given);
    const place = { workspaceId, workflowId: workflow.id, versionId: version.id };
    const triggerNodeId = trigger?.nodeId ?? null;
    const { runId, created } = await runtime.acceptRun({
      ...place,
      triggerNodeId,
      startedBy,
      input,
      idempotencyKey,
      pins: await pinSquads(workspaceId, version),
    });
    // Names of people stay out of the log.
    const { kind, id: actorId } = startedBy;
    if (created) log.info({ runId, ...place, triggerNodeId, startedBy: { kind, id: actorId } }, 'run accepted');
    return { run: await runs.find(workspaceId, runId) };
  }

  return {
    startAs,

    /** `startAs` in the name of the viewer. */
    async start(viewer: Viewer | null, request: StartRunRequest): Promise<{ run: RunView | null }> {
      const known = requireScope(viewer, 'runs:write');
      return startAs(known.workspaceId, actorOf(known), request);
    },
  };
}
export type StartRunService = ReturnType<typeof createStartRunService>;

function readKey(key: string | null | undefined): string | undefined {
  if (key == null) return undefined;
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  const message = 'An idempotency key has 1 to 200 visible ASCII characters.';
  throw new UserError('INVALID_INPUT', message, { path: ['idempotencyKey'] });
}

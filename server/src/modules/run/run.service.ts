import {
  isFinal,
  type NodeRunStatus,
  type RunEvent,
  type RunId,
  type RunSnapshot,
  type RunStatus,
  rootIteration,
  UserError,
  type WorkflowId,
} from '@muster/schema';
import type { Runtime } from '../../runtime';
import { notFound } from '../../shared/failures';
import { asId } from '../../shared/ids';
import { makePage, type Page, type PageArgs, readPage } from '../../shared/paging';
import type { Payload } from '../../shared/payload.repository';
import { requireScope, type Viewer } from '../../shared/viewer';
import type { VersionRepository } from '../version/version.repository';
import type { NodeRunView } from './node-run.repository';
import type { MessageView, RunPayload, RunRepository, RunView, StoredEventView } from './run.repository';

/** The part of the runtime that runs are cancelled and followed through. */
export type RunControl = Pick<Runtime, 'cancelRun' | 'events'>;

/** A squad at work in a run: the node that hands the task over, and the version that was pinned. */
export interface RunSquadView {
  nodeId: string;
  workflowId: string;
  versionId: RunView['versionId'];
}

export type NodeRunsArgs = PageArgs & { status?: NodeRunStatus | null };

/** Reading, cancelling and following runs. What is not in the viewer's workspace does not exist for them. */
export function createRunService(runs: RunRepository, versions: VersionRepository, runtime: RunControl) {
  async function mustFind(viewer: Viewer, id: string): Promise<RunView> {
    const known = asId<RunId>(id);
    const run = known && (await runs.find(viewer.workspaceId, known));
    if (!run) throw notFound('run', 'runId');
    return run;
  }

  return {
    async find(viewer: Viewer | null, id: string): Promise<RunView | null> {
      const { workspaceId } = requireScope(viewer, 'runs:read');
      const known = asId<RunId>(id);
      return known && runs.find(workspaceId, known);
    },

    /** An unknown `workflowId` gives an empty list. */
    async list(
      viewer: Viewer | null,
      args: PageArgs & { workflowId?: string | null; status?: RunStatus | null },
    ): Promise<Page<RunView>> {
      const { workspaceId } = requireScope(viewer, 'runs:read');
      const page = readPage(args);
      const workflowId = args.workflowId == null ? undefined : asId<WorkflowId>(args.workflowId);
      if (workflowId === null) return makePage([], page, placeOfRun, async () => 0);
      const filter = { workflowId, status: args.status ?? undefined };
      const rows = await runs.list(workspaceId, filter, page);
      return makePage(rows, page, placeOfRun, () => runs.count(workspaceId, filter));
    },

    /**
     * After this resolves no new node of the run starts. A run that was cancelled before is answered as it is.
     * @throws UserError `NOT_FOUND`, or `RUN_FINISHED` when it had succeeded or failed.
     */
    async cancel(viewer: Viewer | null, input: { runId: string }): Promise<{ run: RunView | null }> {
      const known = requireScope(viewer, 'runs:write');
      const run = await mustFind(known, input.runId);
      if (!isFinal(run.status)) await runtime.cancelRun(run.id, known.workspaceId);
      const now = await runs.find(known.workspaceId, run.id);
      if (now?.status === 'CANCELLED') return { run: now };
      throw new UserError('RUN_FINISHED', 'The run has already ended.', { path: ['runId'] });
    },

    /**
     * Every stored event after `afterSeq`, then live ones; ends with the run. With `summaries` the values of the run and
     * its nodes are left out.
     * @throws UserError `NOT_FOUND`, or `INVALID_INPUT` for a negative `afterSeq`.
     */
    async events(
      viewer: Viewer | null,
      { runId, afterSeq }: { runId: string; afterSeq: number },
      options?: { summaries: boolean },
    ): Promise<AsyncGenerator<RunEvent>> {
      const run = await mustFind(requireScope(viewer, 'runs:read'), runId);
      return runtime.events(run.id, checkSeq(afterSeq), options);
    },

    /**
     * A page of stored events, with the bytes of their data; see `RunRepository.events`.
     * @throws UserError `INVALID_INPUT`
     */
    async storedEvents(
      viewer: Viewer | null,
      runId: RunId,
      { first, afterSeq }: { first: number; afterSeq: number },
      mostBytes: number,
    ): Promise<StoredEventView[]> {
      const { workspaceId } = requireScope(viewer, 'runs:read');
      const take = readPage({ first }).take - 1;
      return runs.events(workspaceId, runId, { afterSeq: checkSeq(afterSeq), take }, mostBytes);
    },

    async snapshot(viewer: Viewer | null, runId: RunId): Promise<RunSnapshot | null> {
      return runs.snapshot(requireScope(viewer, 'runs:read').workspaceId, runId);
    },

    /** The squads of a pipeline's run; a run of a squad itself has none. */
    async squads(viewer: Viewer | null, run: RunView): Promise<RunSquadView[]> {
      const { workspaceId } = requireScope(viewer, 'runs:read');
      if (Object.keys(run.pins).length === 0) return [];
      return (await versions.squadNodes(workspaceId, run.versionId)).flatMap((node) => {
        const versionId = run.pins[node.workflowId];
        return versionId === undefined ? [] : [{ ...node, versionId }];
      });
    },

    async newestOf(viewer: Viewer | null, workflowIds: readonly WorkflowId[]): Promise<RunView[]> {
      return runs.newestOf(requireScope(viewer, 'runs:read').workspaceId, workflowIds);
    },

    /** One kind of payload, as far as all of them have at most `mostBytes`. */
    async payloads(
      viewer: Viewer | null,
      kind: RunPayload,
      ids: readonly string[],
      mostBytes: number,
    ): Promise<Payload[]> {
      return runs.payloads(requireScope(viewer, 'runs:read').workspaceId, kind, ids, mostBytes);
    },

    /** One page of the node runs of each run, by the id of the run. The counts of all of them are one query. */
    async nodeRuns(
      viewer: Viewer | null,
      runIds: readonly RunId[],
      { status, ...args }: NodeRunsArgs,
    ): Promise<Map<RunId, Page<NodeRunView>>> {
      const { workspaceId } = requireScope(viewer, 'runs:read');
      const page = readPage(args);
      const only = status ?? undefined;
      const rows = new Map(runIds.map((id): [RunId, NodeRunView[]] => [id, []]));
      for (const row of await runs.nodeRuns(workspaceId, runIds, only, page)) rows.get(row.runId)?.push(row);
      let counts: Promise<ReadonlyMap<string, number>> | undefined;
      const countOf = async (runId: RunId) => {
        counts ??= runs.countNodeRuns(workspaceId, runIds, only);
        return (await counts).get(runId) ?? 0;
      };
      const place = ({ id }: NodeRunView) => ({ sort: 0, id });
      return new Map([...rows].map(([id, own]) => [id, makePage(own, page, place, () => countOf(id))]));
    },

    /** The node run of one node in one iteration; null when the run has not come there. */
    async nodeRun(
      viewer: Viewer | null,
      runId: RunId,
      { nodeId, iteration }: { nodeId: string; iteration: string | null },
    ): Promise<NodeRunView | null> {
      return runs.nodeRun(requireScope(viewer, 'runs:read').workspaceId, runId, nodeId, iteration ?? rootIteration);
    },

    /** Oldest first. */
    async messages(viewer: Viewer | null, runId: RunId, args: PageArgs): Promise<Page<MessageView>> {
      const { workspaceId } = requireScope(viewer, 'runs:read');
      const page = readPage(args);
      const rows = await runs.messages(workspaceId, runId, page);
      const place = ({ at, id }: MessageView) => ({ sort: at.getTime(), id });
      return makePage(rows, page, place, () => runs.countMessages(workspaceId, runId));
    },
  };
}
export type RunService = ReturnType<typeof createRunService>;

function checkSeq(afterSeq: number): number {
  if (afterSeq >= 0) return afterSeq;
  throw new UserError('INVALID_INPUT', '`afterSeq` is 0 or the `seq` of an event.', { path: ['afterSeq'] });
}

const placeOfRun = ({ createdAt, id }: RunView) => ({ sort: createdAt.getTime(), id });

import { type GraphNode, rootIteration, type SnapshotRow, type WorkflowKind } from '@muster/schema';
import { createStore } from 'zustand/vanilla';
import { nodesById } from '../core/graph/document';
import type { DocumentStore } from './document-store';
import type { EditorApi, LastRun, NodeFailure, NodeOutcome } from './editor-api';

/** What the editor reads of a node run. */
export type NodeRunRow = Pick<
  SnapshotRow,
  'nodeId' | 'iteration' | 'status' | 'ports' | 'startedAt' | 'finishedAt' | 'error'
>;

/**
 * Returns what a run says about the nodes of one workflow. A node of a pipeline has one node run of the graph itself;
 * members of a squad have one for each call, and also when the squad worked in the run of another workflow.
 */
export function lastRunOf(
  run: { id: string; workflowId: string; nodeRuns: readonly NodeRunRow[] },
  workflow: { id: string; kind: WorkflowKind },
): LastRun {
  const own = run.workflowId === workflow.id;
  const outcomes = new Map<string, NodeOutcome>();
  const failures = new Map<string, NodeFailure>();
  for (const { nodeId, iteration, status, ports, startedAt, finishedAt, error } of run.nodeRuns) {
    if (own && iteration === rootIteration) {
      const durationMs = startedAt === null || finishedAt === null ? null : finishedAt - startedAt;
      outcomes.set(nodeId, { status, port: ports[0] ?? null, durationMs: status === 'SKIPPED' ? null : durationMs });
    }
    const here = workflow.kind === 'squad' ? own || iteration !== rootIteration : own && iteration === rootIteration;
    if (here && status === 'FAILED' && error) failures.set(nodeId, { code: error.code, message: error.message });
  }
  return { runId: run.id, outcomes, failures };
}

export interface LastRunState {
  run: LastRun | null;
  /** Nodes whose failure was dismissed, or that were edited since. */
  dismissed: ReadonlySet<string>;
}

interface LastRunParts {
  workflow: { id: string; kind: WorkflowKind };
  api: Pick<EditorApi, 'lastRun'>;
  documents: DocumentStore;
  storage: Pick<Storage, 'getItem' | 'setItem'> | null;
}

const keyOf = (workflowId: string) => `muster.dismissed.${workflowId}`;

/** Holds the last run, or the run a link came from. A failure is shown until its node is edited or it is dismissed. */
export class LastRunStore {
  readonly store = createStore<LastRunState>(() => ({ run: null, dismissed: new Set() }));
  private asked = 0;
  /** The failed nodes as they were when their failures were loaded. */
  private before = new Map<string, GraphNode>();
  private readonly unsubscribe: () => void;

  constructor(private readonly parts: LastRunParts) {
    let last = parts.documents.getState().document.nodes;
    this.unsubscribe = parts.documents.subscribe(({ document }) => {
      if (document.nodes === last) return;
      last = document.nodes;
      this.noticeEdits();
    });
  }

  /** Loads a run; null loads the last one. When it can't be loaded, nothing is shown. */
  async load(runId: string | null): Promise<LastRun | null> {
    const ticket = ++this.asked;
    const { workflow, api, documents } = this.parts;
    const run = await api.lastRun(workflow, runId).catch(() => null);
    if (ticket !== this.asked || !run) return null;
    const nodes = nodesById(documents.getState().document);
    this.before = new Map([...run.failures.keys()].flatMap((id) => nodes.get(id) ?? []).map((node) => [node.id, node]));
    this.store.setState({ run, dismissed: this.recall(run.runId) });
    return run;
  }

  dismiss(nodeId: string): void {
    const { run, dismissed } = this.store.getState();
    if (!run || dismissed.has(nodeId)) return;
    const next = new Set([...dismissed, nodeId]);
    this.store.setState({ dismissed: next });
    try {
      const kept = JSON.stringify({ runId: run.runId, nodeIds: [...next] });
      this.parts.storage?.setItem(keyOf(this.parts.workflow.id), kept);
    } catch {
      // A full or forbidden storage: it is dismissed until the page is loaded again.
    }
  }

  stop(): void {
    this.asked += 1;
    this.unsubscribe();
  }

  private noticeEdits(): void {
    const nodes = nodesById(this.parts.documents.getState().document);
    for (const [id, before] of this.before) {
      const now = nodes.get(id);
      if (now && (now.config !== before.config || now.policy !== before.policy)) this.dismiss(id);
    }
  }

  private recall(runId: string): ReadonlySet<string> {
    try {
      const kept = JSON.parse(this.parts.storage?.getItem(keyOf(this.parts.workflow.id)) ?? 'null') as {
        runId?: unknown;
        nodeIds?: unknown;
      } | null;
      return new Set(kept?.runId === runId && Array.isArray(kept.nodeIds) ? kept.nodeIds.map(String) : []);
    } catch {
      return new Set();
    }
  }
}

/** Selects the failure to show at a node: none once it was dismissed or the node was edited. */
export const failureAt =
  (nodeId: string) =>
  ({ run, dismissed }: LastRunState): NodeFailure | null =>
    dismissed.has(nodeId) ? null : (run?.failures.get(nodeId) ?? null);

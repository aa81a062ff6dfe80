import type { GraphDocument, NodeRunStatus, RunStatus } from '@muster/schema';

/** What one node (or one member of a squad) did in a run. */
export interface NodeRunState {
  status: NodeRunStatus;
  /** Port it left by; null while it works, or when it was skipped. */
  port: string | null;
  /** What it took; null while it works on the live clock (then `startedAt` says since when), or when it did nothing. */
  durationMs: number | null;
  /** When it began, ISO 8601, while it works; null otherwise. */
  startedAt?: string | null;
  /** US dollars by our price table; null when nothing was spent. */
  costUsd: number | null;
  /** One line for the footer: "delegating", "run_tests()", the error's sentence. */
  note: string | null;
  /** Turn of an agent, counted from 1. */
  turn?: number | null;
}

/** The squad at work inside one `squad.task` node. */
export interface SquadRunState {
  /** The squad's graph, as pinned by the run. */
  graph: GraphDocument;
  /** By member id. A member that is missing has not worked yet. */
  members: ReadonlyMap<string, NodeRunState>;
  /** Edges of the squad's graph along which a message is out now. */
  activeEdgeIds: ReadonlySet<string>;
  /** Edges along which something was said. */
  usedEdgeIds: ReadonlySet<string>;
}

export const edgeRunStates = ['idle', 'taken', 'active', 'dead'] as const;
/** `active` moves, `taken` is ink, `dead` fades and dashes, `idle` has not been decided. */
export type EdgeRunState = (typeof edgeRunStates)[number];

/** Everything the canvas shows of a run. Read-only; fed by the run's events. */
export interface RunState {
  status: RunStatus;
  /** By node id. A node that is missing has not been reached. */
  nodes: ReadonlyMap<string, NodeRunState>;
  /** By edge id; `edgeStatesOf` derives it for pipelines. A missing edge is `idle`. */
  edges: ReadonlyMap<string, EdgeRunState>;
  /** By the id of the `squad.task` node. */
  squads: ReadonlyMap<string, SquadRunState>;
}

const endedStatuses: ReadonlySet<NodeRunStatus> = new Set(['SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELLED']);

/** Which edges a run took, which it is on, and which died, from the states of a pipeline's nodes. */
export function edgeStatesOf(
  graph: GraphDocument,
  nodes: ReadonlyMap<string, NodeRunState>,
): ReadonlyMap<string, EdgeRunState> {
  const states = new Map<string, EdgeRunState>();
  for (const edge of graph.edges) {
    const source = nodes.get(edge.source.node);
    if (!source || !endedStatuses.has(source.status)) continue;
    const live = source.status !== 'SKIPPED' && source.status !== 'CANCELLED' && source.port === edge.source.port;
    const target = nodes.get(edge.target.node);
    const moving = target?.status === 'RUNNING' || target?.status === 'WAITING';
    states.set(edge.id, live ? (moving ? 'active' : 'taken') : 'dead');
  }
  return states;
}

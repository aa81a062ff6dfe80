import { type GraphDocument, type NodeRunStatus, outermostNode, rootIteration } from '@muster/schema';
import {
  type EdgeRunState,
  edgeStatesOf,
  type NodeRunState,
  type RunState,
  type SquadRunState,
} from '../../../editor/canvas/model/run-state';
import type { Conversation, Execution, RunLog } from '../log/run-log';

const open: ReadonlySet<NodeRunStatus> = new Set(['RUNNING', 'WAITING']);
const isOpen = (execution: Execution): boolean => open.has(execution.status);

/**
 * The time what still runs is measured at, epoch milliseconds: that of an earlier event in a replay. Null at the live
 * end, where a clock ticks.
 */
export type StillAt = number | null;

/** Milliseconds an execution took, or had taken at `still`; null while it goes on at the live end. */
export function spanOf(execution: Execution, still: StillAt): number | null {
  if (execution.durationMs !== null) return execution.durationMs;
  if (execution.startedAt === null) return null;
  const end = execution.finishedAt === null ? still : Date.parse(execution.finishedAt);
  return end === null ? null : Math.max(0, end - Date.parse(execution.startedAt));
}

/** Since when an execution works on the live clock; null for one that ended, and in a replay. */
export const tickingSince = (execution: Execution, still: StillAt): string | null =>
  still === null && isOpen(execution) ? execution.startedAt : null;

const nodeState = (execution: Execution, still: StillAt, more: Partial<NodeRunState> = {}): NodeRunState => ({
  status: execution.status,
  port: execution.ports[0] ?? null,
  durationMs: execution.status === 'SKIPPED' ? null : spanOf(execution, still),
  startedAt: tickingSince(execution, still),
  costUsd: execution.usage.costUsd > 0 ? execution.usage.costUsd : null,
  note: execution.note,
  turn: execution.turn > 0 ? execution.turn : null,
  ...more,
});

/** The execution that says how a member stands: one that works, else the one that began last. */
export function currentOf(executions: readonly Execution[]): Execution | null {
  const working = executions.filter(isOpen);
  const among = working.length > 0 ? working : executions.filter((execution) => execution.status !== 'SKIPPED');
  const pool = among.length > 0 ? among : executions;
  return pool.reduce<Execution | null>((best, one) => (best && best.startedSeq > one.startedSeq ? best : one), null);
}

function memberStates(executions: readonly Execution[], still: StillAt): Map<string, NodeRunState> {
  const states = new Map<string, NodeRunState>();
  for (const member of new Set(executions.map((execution) => execution.nodeId))) {
    const own = executions.filter((execution) => execution.nodeId === member);
    const current = currentOf(own);
    if (!current) continue;
    const costUsd = own.reduce((sum, execution) => sum + execution.usage.costUsd, 0);
    states.set(member, nodeState(current, still, { costUsd: costUsd > 0 ? costUsd : null }));
  }
  return states;
}

/** Edges of a squad along which something was said, and those along which an answer is awaited. */
function speech(graph: GraphDocument, conversations: readonly Conversation[], over: boolean) {
  const used = new Set<string>();
  const active = new Set<string>();
  for (const { from, to, kind, answered } of conversations) {
    const edge = graph.edges.find(
      ({ source, target }) => source.node === from && target.node === to && source.port === kind,
    );
    if (!edge) continue;
    used.add(edge.id);
    if (!answered && !over) active.add(edge.id);
  }
  return { used, active };
}

function squadState(log: RunLog, nodeId: string, graph: GraphDocument, over: boolean, still: StillAt): SquadRunState {
  const executions = [...log.executions.values()].filter((execution) => outermostNode(execution.iteration) === nodeId);
  const conversations = [...log.conversations.values()].filter(({ iteration }) => outermostNode(iteration) === nodeId);
  const { used, active } = speech(graph, conversations, over);
  return { graph, members: memberStates(executions, still), usedEdgeIds: used, activeEdgeIds: active };
}

/** What the squad does as a whole, for the footer of its node. */
function squadNote(squad: SquadRunState): string | null {
  const working = [...squad.members.values()].filter((member) => open.has(member.status)).length;
  return working > 0 ? `${working} at work` : null;
}

/** The log of a run as the canvas draws it. */
export function toCanvasState(
  log: RunLog,
  graph: GraphDocument,
  squads: ReadonlyMap<string, GraphDocument>,
  still: StillAt,
): RunState {
  const over = log.finishedAt !== null;
  const all = [...log.executions.values()];
  if (graph.kind === 'squad') {
    const { used, active } = speech(graph, [...log.conversations.values()], over);
    const edges = new Map<string, EdgeRunState>();
    for (const id of used) edges.set(id, active.has(id) ? 'active' : 'taken');
    return { status: log.status, nodes: memberStates(all, still), edges, squads: new Map() };
  }
  const inside = new Map<string, SquadRunState>();
  for (const [nodeId, squad] of squads) inside.set(nodeId, squadState(log, nodeId, squad, over, still));

  const nodes = new Map<string, NodeRunState>();
  const policies = new Map(graph.nodes.map((node) => [node.id, node.policy]));
  for (const execution of all) {
    if (execution.iteration !== rootIteration) continue;
    const squad = inside.get(execution.nodeId);
    const goesOn = execution.status === 'FAILED' && policies.get(execution.nodeId)?.onError === 'continue';
    const note = squad && execution.status === 'RUNNING' ? { note: squadNote(squad) } : {};
    // The event of a handled failure does not say by which port it went on.
    nodes.set(execution.nodeId, nodeState(execution, still, { ...note, ...(goesOn ? { port: 'out' } : {}) }));
  }
  return { status: log.status, nodes, edges: edgeStatesOf(graph, nodes), squads: inside };
}

import type { AgentSpec, Budget } from '@muster/nodes';
import type { ModelTier, VersionId } from '@muster/schema';
import type { PlanNode } from '../compiler/plan';
import type { NodeKey } from '../runtime';
import type { EdgeTool } from './messages/edge-tools';

/** The squad an agent works in, as far as its limits go. */
export interface SquadFrame {
  versionId: VersionId;
  /** Iteration of the lead: `""` when the squad is run directly, `fix:1` in node `fix`. */
  base: string;
  leadId: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  budget: Budget;
  /** When the node that called the squad runs out of time, in milliseconds since 1970. */
  timeoutAt: number | null;
  /** The pipeline's node that called the squad; null when it is run directly. */
  taskNode: { nodeId: string; iteration: string } | null;
}

/** The message an agent answers: call number `index` (from 0) of the caller's turn. */
export interface CallerRef {
  nodeId: string;
  iteration: string;
  turn: number;
  index: number;
}

/** Who works on what under which limits; plain data, the same on every entry of the function. */
export interface AgentJob {
  key: NodeKey;
  node: PlanNode;
  agent: AgentSpec;
  name: string;
  tier: ModelTier;
  edges: EdgeTool[];
  squad: SquadFrame | null;
  /** Null for an agent by itself and for a squad's lead. */
  caller: CallerRef | null;
}

/** Stands for whoever gave a squad its task; no node can have this id. */
export const TASK_GIVER = '$task';

/** Who speaks, for events. */
export const speakerOf = (job: AgentJob): { member: string; name: string; role: string } => ({
  member: job.key.nodeId,
  name: job.name,
  role: job.agent.role,
});

/** To whom this agent's last answer goes: its caller, the giver of the squad's task, or nobody in particular. */
export const answersTo = (job: AgentJob): string => job.caller?.nodeId ?? (job.squad ? TASK_GIVER : '');

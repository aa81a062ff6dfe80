import { createHash } from 'node:crypto';
import { factsOf } from '@muster/nodes';
import { type EdgeKind, edgeKinds, isJsonObject, type Json, type JsonObject } from '@muster/schema';
import type { ExecutionPlan } from '../../compiler/plan';
import type { ToolDefinition } from '../providers/model-provider';
import { displayName, roleTitle } from '../roles/identity';

/** An edge of the squad as its owner sees it: a tool. */
export interface EdgeTool {
  tool: string;
  kind: EdgeKind;
  to: string;
  name: string;
  role: string;
}

/** `<kind>_<member id>`; a hash replaces the end of what is longer than providers allow. */
export function edgeToolName(kind: EdgeKind, memberId: string): string {
  const name = `${kind}_${memberId}`;
  if (name.length <= 64) return name;
  return `${name.slice(0, 55)}_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

/** The tools a member has from the edges that start at it; in the order of kinds, then of members. */
export function edgeToolsOf(plan: ExecutionPlan, memberId: string): EdgeTool[] {
  const found = new Map<string, EdgeTool>();
  for (const kind of edgeKinds) {
    for (const edge of plan.edges) {
      if (edge.source.node !== memberId || edge.source.port !== kind) continue;
      const target = plan.nodes.find((node) => node.id === edge.target.node);
      const agent = target && factsOf(target.operation).agent;
      if (!agent) continue;
      const tool = edgeToolName(kind, target.id);
      found.set(tool, { tool, kind, to: target.id, name: displayName(agent, target), role: roleTitle(agent) });
    }
  }
  return [...found.values()];
}

const text = (description: string): JsonObject => ({ type: 'string', description });
const extras: Record<EdgeKind, JsonObject> = {
  delegate: { acceptanceCriteria: text('What must be true for the result to be accepted.') },
  ask: {},
  review: { work: text('The work to be reviewed, in full.') },
};
const purposes: Record<EdgeKind, string> = {
  delegate: 'Hands a piece of work to {who} and waits for the result.',
  ask: 'Asks {who} a question and waits for the answer.',
  review: 'Has {who} review work: approved, or what must change.',
};

export const toDefinition = (edge: EdgeTool): ToolDefinition => ({
  name: edge.tool,
  description: purposes[edge.kind].replace('{who}', `${edge.name} (${edge.role})`),
  parameters: {
    type: 'object',
    properties: { message: text('Goal, facts, and the form of a good answer.'), ...extras[edge.kind] },
    required: ['message'],
    additionalProperties: false,
  },
});

/** The message of a call, in words; null when the arguments hold none. */
export function messageOf(args: Json): string | null {
  if (!isJsonObject(args) || typeof args.message !== 'string' || args.message.trim() === '') return null;
  const parts = [args.message];
  if (typeof args.acceptanceCriteria === 'string') parts.push(`Acceptance criteria:\n${args.acceptanceCriteria}`);
  if (typeof args.work === 'string') parts.push(`Work to review:\n${args.work}`);
  return parts.join('\n\n');
}

/** `delegate_…`, `ask_…`, `review_…`: whom a call without an edge wanted to reach. */
export function wantedEdge(tool: string): { kind: EdgeKind; to: string } | null {
  const match = /^(delegate|ask|review)_([A-Za-z0-9_-]{1,64})$/.exec(tool);
  return match ? { kind: match[1] as EdgeKind, to: match[2] as string } : null;
}

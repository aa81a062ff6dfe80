import { addUsage, type GraphDocument, noUsage, outermostNode, type Usage } from '@muster/schema';
import type { Execution, RunLog } from './run-log';

/** What one node (with everybody who worked inside it) used. */
export interface CostRow {
  nodeId: string;
  usage: Usage;
  models: string[];
  members: { nodeId: string; usage: Usage; models: string[] }[];
}

const used = (usage: Usage): boolean => usage.modelCalls > 0 || usage.inputTokens + usage.outputTokens > 0;
const modelsOf = (executions: readonly Execution[]): string[] => [
  ...new Set(executions.flatMap((execution) => execution.model ?? [])),
];
const sum = (executions: readonly Execution[]): Usage =>
  executions.reduce((total, execution) => addUsage(total, execution.usage), noUsage);

function add(groups: Map<string, Execution[]>, key: string, execution: Execution): void {
  const group = groups.get(key);
  if (group) group.push(execution);
  else groups.set(key, [execution]);
}

/** Usage by node, in the graph's order, members of squads under their node. Nodes that used nothing are left out. */
export function costRows(log: RunLog, graph: GraphDocument): CostRow[] {
  const isSquad = graph.kind === 'squad';
  // One pass: a run can have as many executions as its graph has nodes, or more.
  const byNode = new Map<string, Execution[]>();
  const byOuterNode = new Map<string, Execution[]>();
  for (const execution of log.executions.values()) {
    const outer = outermostNode(execution.iteration);
    if (isSquad || outer === null) add(byNode, execution.nodeId, execution);
    else add(byOuterNode, outer, execution);
  }
  return graph.nodes
    .map((node) => {
      const own = byNode.get(node.id) ?? [];
      const inside = byOuterNode.get(node.id) ?? [];
      const members = [...new Set(inside.map((execution) => execution.nodeId))].map((nodeId) => {
        const theirs = inside.filter((execution) => execution.nodeId === nodeId);
        return { nodeId, usage: sum(theirs), models: modelsOf(theirs) };
      });
      // A squad's node reports what its members used, or nothing of its own: never both.
      const insideUsage = sum(inside);
      const usage = used(insideUsage) ? insideUsage : sum(own);
      return { nodeId: node.id, usage, models: modelsOf(own), members: members.filter((one) => used(one.usage)) };
    })
    .filter((row) => used(row.usage));
}

/** What the whole run used so far: as the run itself says at its end, until then the sum of what is known. */
export const totalUsage = (log: RunLog, rows: readonly CostRow[]): Usage =>
  log.finishedAt === null ? rows.reduce((total, row) => addUsage(total, row.usage), noUsage) : log.usage;

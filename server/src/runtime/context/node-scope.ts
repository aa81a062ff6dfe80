import { invariant, type Json } from '@muster/schema';
import type { ExecutionPlan, PlanNode } from '../../compiler/plan';
import type { NodeKey, NodeRunRecord, RunRecord, RunStore } from '../run-store';
import { needsOf } from '../values/needs';
import type { Scope } from '../values/scope';
import { createRecordCache, type RecordCache } from './record-cache';

/** A plan with its nodes and edges by id. */
export interface PlanIndex {
  plan: ExecutionPlan;
  nodes: ReadonlyMap<string, PlanNode>;
  edges: ReadonlyMap<string, ExecutionPlan['edges'][number]>;
}

export const indexPlan = (plan: ExecutionPlan): PlanIndex => ({
  plan,
  nodes: new Map(plan.nodes.map((node) => [node.id, node])),
  edges: new Map(plan.edges.map((edge) => [edge.id, edge])),
});

/** When the row ended, in milliseconds; 0 for one that has not. */
export const finishTime = (record: NodeRunRecord) => record.finishedAt?.getTime() ?? 0;

/**
 * The records on the live edges into a node, one per source, in the order of the edges. For `join: any` only the first
 * to arrive: the one that ended first, so that it is the same one whenever it is asked for.
 */
export async function liveSources(index: PlanIndex, node: PlanNode, records: RecordCache): Promise<NodeRunRecord[]> {
  const sources = new Map<string, NodeRunRecord>();
  for (const id of node.incoming) {
    const edge = index.edges.get(id);
    if (!edge || sources.has(edge.source.node)) continue;
    const record = await records.get(edge.source.node);
    if (record?.ports.includes(edge.source.port)) sources.set(edge.source.node, record);
  }
  const live = [...sources.values()];
  if (node.policy.join === 'all' || live.length < 2) return live;
  return [live.reduce((first, other) => (finishTime(other) < finishTime(first) ? other : first))];
}

/** `$input`: the value on the live edge; with several, an object keyed by the id of the source. */
export function inputOf(sources: readonly Pick<NodeRunRecord, 'nodeId' | 'output'>[]): Json {
  const [first] = sources;
  if (sources.length === 1) return first?.output ?? null;
  if (sources.length === 0) return null;
  return Object.fromEntries(sources.map(({ nodeId, output }) => [nodeId, output]));
}

/** Ids of everything upstream of a node. */
function upstreamOf(index: PlanIndex, node: PlanNode): Set<string> {
  const found = new Set<string>();
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const edgeId of next.incoming) {
      const source = index.nodes.get(index.edges.get(edgeId)?.source.node ?? '');
      if (!source || found.has(source.id)) continue;
      found.add(source.id);
      open.push(source);
    }
  }
  return found;
}

/** Everything of a node that may hold references. */
const dynamicPartsOf = ({ config, operation }: PlanNode): Json => [config, operation] as unknown as Json;

/** What a node's config may refer to, with only those outputs in it that the config names. */
export async function scopeOf(
  index: PlanIndex,
  run: RunRecord,
  node: PlanNode,
  input: Json,
  records: RecordCache,
): Promise<Scope> {
  const needs = needsOf(dynamicPartsOf(node));
  const nodeIds = needs.all ? upstreamOf(index, node) : needs.nodeIds;
  const outputs: [string, Json][] = [];
  for (const nodeId of nodeIds) {
    if (!index.nodes.has(nodeId)) continue;
    const record = await records.get(nodeId);
    if (record && record.status !== 'SKIPPED') outputs.push([nodeId, record.output]);
  }
  const { id, workflowId, versionId } = run;
  return { input, trigger: run.input, nodes: Object.fromEntries(outputs), run: { id, workflowId, versionId } };
}

/** For the agents' functions: the scope of a pipeline's node, read from the store. */
export const createNodeScope =
  (store: RunStore) =>
  async (at: { run: RunRecord; plan: ExecutionPlan; key: NodeKey }): Promise<Scope> => {
    const index = indexPlan(at.plan);
    const records = createRecordCache(store, at.run.id);
    const node = index.nodes.get(at.key.nodeId);
    invariant(node, `the plan has no node ${at.key.nodeId}`);
    return scopeOf(index, at.run, node, inputOf(await liveSources(index, node, records)), records);
  };

import { invariant, type Json } from '@muster/schema';
import type { ExecutionPlan, PlanNode } from '../../compiler/plan';
import type { NodeKey, NodeRunRecord, RunRecord, RunStore } from '../run-store';
import { needsOf } from '../values/needs';
import type { Scope } from '../values/scope';
import { containerOf, indexPlan, type PlanIndex } from './plan-index';
import { createRecordCache, type RecordCache } from './record-cache';
import { rootScope, type ScopedRun } from './run-scope';

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

/** `$input` of a node: what its live edges bring, or the input of its scope where nothing leads to it. */
export async function inputOfNode({ index, records, scope }: ScopedRun, node: PlanNode): Promise<Json> {
  if (node.incoming.length === 0) return scope.input;
  return inputOf(await liveSources(index, node, records));
}

/** Ids of everything upstream of a node, and of the containers it is in. */
function upstreamOf(index: PlanIndex, node: PlanNode): Set<string> {
  const found = new Set<string>();
  const open = [node];
  for (let id = containerOf(node); id !== null; ) {
    const container = index.nodes.get(id);
    if (container) open.push(container);
    id = container ? containerOf(container) : null;
  }
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
export async function scopeOf(context: ScopedRun, node: PlanNode, input: Json): Promise<Scope> {
  const { index, run, records, scope } = context;
  const needs = needsOf(dynamicPartsOf(node));
  const nodeIds = needs.all ? upstreamOf(index, node) : needs.nodeIds;
  const outputs: [string, Json][] = [];
  for (const nodeId of nodeIds) {
    if (!index.nodes.has(nodeId)) continue;
    const record = await records.get(nodeId);
    if (record && record.status !== 'SKIPPED') outputs.push([nodeId, record.output]);
  }
  const { id, workflowId, versionId } = run;
  const element = scope.element ? { item: scope.element.item, index: scope.element.index } : {};
  return {
    input,
    trigger: run.input,
    nodes: Object.fromEntries(outputs),
    ...element,
    run: { id, workflowId, versionId },
  };
}

/** For the agents' functions: the scope of a pipeline's node, read from the store. */
export const createNodeScope =
  (store: RunStore) =>
  async ({ run, plan, key }: { run: RunRecord; plan: ExecutionPlan; key: NodeKey }): Promise<Scope> => {
    const index = indexPlan(plan);
    const node = index.nodes.get(key.nodeId);
    invariant(node, `the plan has no node ${key.nodeId}`);
    const scope = { ...rootScope, containerId: containerOf(node), iteration: key.iteration };
    const context = { run, index, scope, records: createRecordCache(store, index, key) };
    return scopeOf(context, node, await inputOfNode(context, node));
  };

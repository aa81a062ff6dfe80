import { factsOf, literalKeys, type Operation, withName } from '@muster/nodes';
import { invariant, isJsonObject, isReference, isTemplate, type Json, type JsonObject } from '@muster/schema';
import type { Graph, ValidNode } from '../graph';
import type { ExecutionPlan, PlanNode } from '../plan';
import { fuse } from './fuse';
import { policyOf } from './policies';

/** Every reference with its path written out, so that whoever runs the plan need not know the default. */
function withPaths(value: Json): Json {
  if (isReference(value)) return { $ref: { node: value.$ref.node, path: value.$ref.path ?? [] } };
  if (isTemplate(value)) return { $template: value.$template.map((part) => withPaths(part) as typeof part) };
  if (Array.isArray(value)) return value.map(withPaths);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withPaths(child)]));
}

/** The config as the plan keeps it: dynamic parts unresolved, schemas untouched, nothing that JSON would lose. */
function planConfig(node: ValidNode): JsonObject {
  const literal = literalKeys(node.definition);
  const entries = Object.entries(node.config).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, literal.has(key) ? value : withPaths(value)]));
}

/** What the node does. An agent without a name of its own goes by the node's. */
function operationOf(node: ValidNode, config: JsonObject): Operation {
  const operation = node.definition.lower?.(config) ?? { kind: 'run' as const };
  const named = withName(operation, node.name || node.id);
  // Through JSON once, so that what is hashed, stored and run is one and the same.
  return JSON.parse(JSON.stringify(named)) as Operation;
}

function planNode(node: ValidNode): PlanNode {
  const config = planConfig(node);
  return {
    id: node.id,
    type: node.type,
    typeVersion: node.typeVersion,
    name: node.name,
    operation: operationOf(node, config),
    config,
    effects: node.definition.effects,
    policy: policyOf(node),
    incoming: node.incoming.map(({ id }) => id),
    outgoing: node.outgoing.map(({ id }) => id),
  };
}

export interface PlanOptions {
  /** False: every node is a step of its own. */
  fuse: boolean;
}

/** From a valid graph to what a run executes. The same graph always gives the same plan, to the byte. */
export function makePlan(graph: Graph, options: PlanOptions): ExecutionPlan {
  const isPipeline = graph.kind === 'pipeline';
  const ids = isPipeline ? graph.topology.order : [...graph.nodes.keys()].sort();
  const nodes = ids.map((id) => {
    const node = graph.nodes.get(id);
    invariant(node, 'the order names nodes of the graph only');
    return planNode(node);
  });
  invariant(nodes.length === graph.nodes.size, 'every node of a valid graph has a place in the order');
  const edges = graph.edges.map(({ id, source, target }) => ({ id, source, target }));
  const squads = nodes.flatMap(({ operation }) => factsOf(operation).squadWorkflowId ?? []);
  return {
    planVersion: 1,
    kind: graph.kind,
    nodes,
    edges,
    steps: isPipeline ? fuse(nodes, edges, options.fuse) : [],
    leadId: nodes.find(({ operation }) => factsOf(operation).leads)?.id ?? null,
    squadWorkflowIds: [...new Set(squads)].sort(),
  };
}

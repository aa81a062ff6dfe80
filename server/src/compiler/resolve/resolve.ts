import { literalKeys, type NodeCatalogue, type NodeDefinition, portsOf } from '@muster/nodes';
import { describeProblems, type GraphDocument, type GraphEdge, type GraphNode, type JsonObject } from '@muster/schema';
import { asDraft, type DraftGraph, type DraftNode } from '../graph';
import { ancestry } from './ancestry';
import { migrate } from './migrate';
import { topologyOf } from './topology';
import { findUses } from './value-uses';

const noLiterals: ReadonlySet<string> = new Set();
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

interface EdgesOfNode {
  incoming: GraphEdge[];
  outgoing: GraphEdge[];
}

function parseConfig(definition: NodeDefinition | null, drawn: JsonObject) {
  const parsed = definition?.config.safeParse(drawn);
  if (!parsed) return { config: null, configProblems: [] };
  if (!parsed.success) return { config: null, configProblems: describeProblems(parsed.error) };
  return { config: parsed.data as JsonObject, configProblems: [] };
}

function resolveNode(node: GraphNode, edges: EdgesOfNode, catalogue: NodeCatalogue): DraftNode {
  const { definition, config: drawnConfig, typeVersion } = migrate(node, catalogue);
  const { config, configProblems } = parseConfig(definition, drawnConfig);
  const policy = node.policy ?? {};
  return {
    id: node.id,
    name: node.name,
    type: node.type,
    typeVersion,
    parentId: node.parentId ?? null,
    drawnConfig,
    policy,
    definition,
    config,
    configProblems,
    // A half-written config still has ports, so that edges are not called wrong for a fault elsewhere.
    ports: definition ? portsOf(definition, drawnConfig, policy) : null,
    operation: definition && config ? (definition.lower?.(config) ?? { kind: 'run' }) : null,
    uses: findUses(drawnConfig, definition ? literalKeys(definition) : noLiterals),
    ...edges,
  };
}

/** From a document to a graph: who is connected to whom, what every node is, what it refers to. Finds; judges nothing. */
export function resolve(document: GraphDocument, catalogue: NodeCatalogue): DraftGraph {
  const drawnNodes = [...document.nodes].sort(byId);
  const drawnEdges = [...document.edges].sort(byId);
  const edgesOf = new Map<string, EdgesOfNode>();
  for (const { id } of drawnNodes) edgesOf.set(id, { incoming: [], outgoing: [] });
  const edges: GraphEdge[] = [];
  for (const edge of drawnEdges) {
    const source = edgesOf.get(edge.source.node);
    const target = edgesOf.get(edge.target.node);
    if (!source || !target) continue;
    source.outgoing.push(edge);
    target.incoming.push(edge);
    if (source !== target) edges.push(edge);
  }
  const nodes = new Map<string, DraftNode>();
  for (const node of drawnNodes) {
    const own = edgesOf.get(node.id);
    if (own && !nodes.has(node.id)) nodes.set(node.id, resolveNode(node, own, catalogue));
  }
  const topology = topologyOf([...nodes.keys()], edges);
  return asDraft({
    kind: document.kind,
    nodes,
    drawnNodes,
    drawnEdges,
    edges,
    topology,
    leadsTo: ancestry(topology, edges),
  });
}

import type { GraphEdge } from '@muster/schema';
import { type Catalogue, portsOf } from './catalogue';
import { type EditorDocument, nameOf, nodesById } from './document';
import { freshId } from './ids';
import { downstreamOf } from './references';

export type Endpoint = GraphEdge['source'];

/** Whether an edge may be drawn, and if not, why, in a sentence. */
export type Legality = { ok: true } | { ok: false; reason: string };

const no = (reason: string): Legality => ({ ok: false, reason });

/** May an edge go from this port to that one? The server judges again when it compiles. */
export function canConnect(
  document: EditorDocument,
  catalogue: Catalogue,
  source: Endpoint,
  target: Endpoint,
): Legality {
  const nodes = nodesById(document);
  const from = nodes.get(source.node);
  const to = nodes.get(target.node);
  if (!from || !to) return no('One of the two nodes is gone.');
  if (source.node === target.node) return no("A node can't connect to itself.");
  if (!portsOf(from, catalogue).out.some((port) => port.id === source.port)) {
    return no(`${nameOf(document, from.id)} has no output “${source.port}”.`);
  }
  if (!portsOf(to, catalogue).in.some((port) => port.id === target.port)) {
    return no(`${nameOf(document, to.id)} has no input: runs start there.`);
  }
  if (document.edges.some((edge) => sameEnd(edge.source, source) && sameEnd(edge.target, target))) {
    return no('These two are connected already.');
  }
  if (document.kind === 'pipeline' && downstreamOf(document, target.node).includes(source.node)) {
    return no(`That would make a cycle: ${nameOf(document, from.id)} comes after ${nameOf(document, to.id)}.`);
  }
  return { ok: true };
}

/** The document with the edge drawn; the same document when it may not be drawn. */
export function connect(
  document: EditorDocument,
  catalogue: Catalogue,
  source: Endpoint,
  target: Endpoint,
): EditorDocument {
  if (!canConnect(document, catalogue, source, target).ok) return document;
  const id = freshEdgeId(document);
  return { ...document, edges: [...document.edges, { id, source, target }] };
}

/** Nodes to which an edge from this port may go, or, from an in port, nodes it may come from. */
export function legalTargets(document: EditorDocument, catalogue: Catalogue, source: Endpoint): ReadonlySet<string> {
  const from = nodesById(document).get(source.node);
  const targets = new Set<string>();
  if (!from || !portsOf(from, catalogue).out.some((port) => port.id === source.port)) return targets;
  // Upstream is found once here; asking `canConnect` for each of a thousand nodes would walk the graph as often.
  const before = document.kind === 'pipeline' ? ancestors(document, source.node) : new Set<string>();
  const taken = new Set(
    document.edges
      .filter((edge) => sameEnd(edge.source, source))
      .map((edge) => JSON.stringify([edge.target.node, edge.target.port])),
  );
  for (const node of document.nodes) {
    if (node.id === source.node || before.has(node.id)) continue;
    const free = portsOf(node, catalogue).in.some((port) => !taken.has(JSON.stringify([node.id, port.id])));
    if (free) targets.add(node.id);
  }
  return targets;
}

function ancestors(document: EditorDocument, nodeId: string): Set<string> {
  const reversed = document.edges.map((edge) => ({ ...edge, source: edge.target, target: edge.source }));
  return new Set(downstreamOf({ edges: reversed }, nodeId));
}

/** Points one way out at a target, or at nothing: what the inspector's "Outputs" do. */
export function retarget(
  document: EditorDocument,
  catalogue: Catalogue,
  edgeId: string | null,
  source: Endpoint,
  target: Endpoint | null,
): EditorDocument {
  const without = edgeId === null ? document : removeEdges(document, new Set([edgeId]));
  return target === null ? without : connect(without, catalogue, source, target);
}

/** Puts a node that was just added into an edge: the edge leads to it, and its first way out to where the edge led. */
export function splitEdge(
  document: EditorDocument,
  catalogue: Catalogue,
  edgeId: string,
  nodeId: string,
): EditorDocument {
  const edge = document.edges.find((one) => one.id === edgeId);
  const node = nodesById(document).get(nodeId);
  if (!edge || !node) return document;
  const ports = portsOf(node, catalogue);
  const [into] = ports.in;
  const [out] = ports.out;
  if (!into || !out) return document;
  const without = removeEdges(document, new Set([edgeId]));
  const first = connect(without, catalogue, edge.source, { node: nodeId, port: into.id });
  return connect(first, catalogue, { node: nodeId, port: out.id }, edge.target);
}

export function removeEdges(document: EditorDocument, ids: ReadonlySet<string>): EditorDocument {
  const edges = document.edges.filter((edge) => !ids.has(edge.id));
  return edges.length === document.edges.length ? document : { ...document, edges };
}

export const freshEdgeId = (document: EditorDocument): string =>
  freshId(
    'e',
    document.edges.map((edge) => edge.id),
  );

const sameEnd = (left: Endpoint, right: Endpoint): boolean => left.node === right.node && left.port === right.port;

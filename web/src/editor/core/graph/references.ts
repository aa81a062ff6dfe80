import {
  type GraphDocument,
  isExpression,
  isJsonObject,
  isReference,
  type Json,
  type JsonObject,
  referenceRoots,
} from '@muster/schema';

const roots: ReadonlySet<string> = new Set(referenceRoots);
/** `nodes.<id>` in JSONata, with the id bare or quoted. */
const expressionReference = /\bnodes\s*\.\s*(?:`([^`]+)`|"([^"]+)"|([A-Za-z_][A-Za-z0-9_]*))/g;

/** Ids of all nodes a config value mentions, in references, templates and expressions. */
export function referencedIds(value: Json): Set<string> {
  const ids = new Set<string>();
  const visit = (part: Json): void => {
    if (Array.isArray(part)) part.forEach(visit);
    else if (isReference(part)) {
      const node = isJsonObject(part.$ref) ? part.$ref.node : undefined;
      if (typeof node === 'string' && !roots.has(node)) ids.add(node);
    } else if (isExpression(part)) {
      for (const [, ...names] of String(part.$expr).matchAll(expressionReference)) {
        const id = names.find((name) => name !== undefined);
        if (id !== undefined) ids.add(id);
      }
    } else if (isJsonObject(part)) Object.values(part).forEach(visit);
  };
  visit(value);
  return ids;
}

/** The config with every mention of a node moved to its new id. */
export function remapReferences(config: JsonObject, ids: ReadonlyMap<string, string>): JsonObject {
  const visit = (part: Json): Json => {
    if (Array.isArray(part)) return part.map(visit);
    if (!isJsonObject(part)) return part;
    if (isReference(part)) {
      const ref = part.$ref as unknown as JsonObject;
      const moved = isJsonObject(ref) && typeof ref.node === 'string' ? ids.get(ref.node) : undefined;
      return moved === undefined ? (part as unknown as Json) : { $ref: { ...ref, node: moved } };
    }
    if (isExpression(part)) return { $expr: remapExpression(String(part.$expr), ids) };
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, visit(inner)]));
  };
  return visit(config) as JsonObject;
}

function remapExpression(source: string, ids: ReadonlyMap<string, string>): string {
  return source.replace(expressionReference, (whole, tick?: string, quoted?: string, bare?: string) => {
    const id = tick ?? quoted ?? bare ?? '';
    const moved = ids.get(id);
    if (moved === undefined) return whole;
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(moved) ? `nodes.${moved}` : `nodes.\`${moved}\``;
  });
}

/** Ids of every node from which a path leads to this one, nearest first. The node itself only when it is on a circle. */
export function upstreamOf(graph: Pick<GraphDocument, 'edges'>, nodeId: string): string[] {
  return walk(graph.edges, nodeId, (edge) => [edge.target.node, edge.source.node]);
}

/** Ids of every node a path leads to from this one, nearest first. */
export function downstreamOf(graph: Pick<GraphDocument, 'edges'>, nodeId: string): string[] {
  return walk(graph.edges, nodeId, (edge) => [edge.source.node, edge.target.node]);
}

type Edge = GraphDocument['edges'][number];

function walk(edges: readonly Edge[], start: string, ends: (edge: Edge) => [from: string, to: string]): string[] {
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    const [from, to] = ends(edge);
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  }
  const seen = new Set<string>();
  let frontier = [start];
  while (frontier.length > 0) {
    const reached: string[] = [];
    for (const id of frontier) {
      for (const neighbour of next.get(id) ?? []) {
        if (seen.has(neighbour)) continue;
        seen.add(neighbour);
        reached.push(neighbour);
      }
    }
    frontier = reached;
  }
  return [...seen];
}

import type { GraphNode, Json, JsonObject, NodePolicy, NodeTypeManifest } from '@muster/schema';
import { withValueAt } from '../values/config-path';
import { type Catalogue, portsOf } from './catalogue';
import { type EditorDocument, nodesById, type Point, positionOf, recordOf } from './document';
import { freshNodeId } from './ids';
import { nodeWidth, snap } from './snap';

/** Adds a node of a type with its default config. The name is the type's title, numbered when it is taken. */
export function addNode(
  document: EditorDocument,
  manifest: NodeTypeManifest,
  at: Point,
): { document: EditorDocument; nodeId: string } {
  const node: GraphNode = {
    id: freshNodeId(document, manifest.type),
    type: manifest.type,
    typeVersion: manifest.version,
    name: freshName(document, manifest.title),
    config: structuredClone(manifest.form.defaults),
  };
  return { document: withNode(document, node, freeSpot(document, at)), nodeId: node.id };
}

/** A display name not yet used: "Branch", "Branch 2" … */
export function freshName(document: EditorDocument, title: string): string {
  const names = new Set(document.nodes.map((node) => node.name));
  let name = title;
  for (let number = 2; names.has(name); number++) name = `${title} ${number}`;
  return name;
}

const withNode = (document: EditorDocument, node: GraphNode, at: Point): EditorDocument => ({
  ...document,
  nodes: [...document.nodes, node],
  view: { ...document.view, nodes: withPositions(document, [[node.id, at]]) },
});

const withPositions = (document: EditorDocument, moved: Iterable<readonly [string, Point]>): Record<string, Point> =>
  recordOf([...new Map([...Object.entries(document.view.nodes), ...moved])]);

/** Height of most nodes with the room between two of them, in pixels. */
const rowHeight = 132;

/** The nearest place at or below `at` where a node covers no other. */
export function freeSpot(document: EditorDocument, at: Point): Point {
  const taken = Object.values(document.view.nodes);
  const covers = (spot: Point) =>
    taken.some((other) => Math.abs(other.x - spot.x) < nodeWidth + 12 && Math.abs(other.y - spot.y) < rowHeight);
  let spot = snap(at);
  for (let tries = 0; tries < 200 && covers(spot); tries++) spot = { x: spot.x, y: spot.y + 20 };
  return spot;
}

/** Removes nodes with their edges and places, and notes. References to them stay and are diagnosed. */
export function removeItems(
  document: EditorDocument,
  ids: { nodes?: ReadonlySet<string>; edges?: ReadonlySet<string>; notes?: ReadonlySet<string> },
): EditorDocument {
  const { nodes = new Set(), edges = new Set(), notes = new Set() } = ids;
  return {
    ...document,
    nodes: document.nodes.filter((node) => !nodes.has(node.id)),
    edges: document.edges.filter(
      (edge) => !edges.has(edge.id) && !nodes.has(edge.source.node) && !nodes.has(edge.target.node),
    ),
    view: {
      ...document.view,
      nodes: recordOf(Object.entries(document.view.nodes).filter(([id]) => !nodes.has(id))),
      notes: document.view.notes.filter((note) => !notes.has(note.id)),
    },
  };
}

/** Puts nodes and notes at new places, on the grid. Ids that are neither are ignored. */
export function moveItems(document: EditorDocument, moved: ReadonlyMap<string, Point>): EditorDocument {
  const nodes = nodesById(document);
  const places = [...moved].flatMap(([id, point]) => (nodes.has(id) ? [[id, snap(point)] as const] : []));
  const notes = document.view.notes.map((note) => {
    const point = moved.get(note.id);
    return point && !nodes.has(note.id) ? { ...note, ...snap(point) } : note;
  });
  return { ...document, view: { ...document.view, nodes: withPositions(document, places), notes } };
}

/** Moves nodes and notes by a distance: what the arrow keys do. */
export function nudge(document: EditorDocument, ids: ReadonlySet<string>, by: Point): EditorDocument {
  const moved = new Map<string, Point>();
  for (const id of ids) {
    const from = positionOf(document.view, id) ?? document.view.notes.find((note) => note.id === id);
    if (from) moved.set(id, { x: from.x + by.x, y: from.y + by.y });
  }
  return moveItems(document, moved);
}

function withChangedNode(
  document: EditorDocument,
  nodeId: string,
  change: (node: GraphNode) => GraphNode,
): EditorDocument {
  return { ...document, nodes: document.nodes.map((node) => (node.id === nodeId ? change(node) : node)) };
}

export const renameNode = (document: EditorDocument, nodeId: string, name: string): EditorDocument =>
  withChangedNode(document, nodeId, (node) => ({ ...node, name: name.slice(0, 200) }));

/** Sets one place of a node's config; `undefined` clears it. Edges follow ports that are renamed and go with those that go. */
export function setConfig(
  document: EditorDocument,
  catalogue: Catalogue,
  nodeId: string,
  path: readonly string[],
  value: Json | undefined,
): EditorDocument {
  const next = withChangedNode(document, nodeId, (node) => ({
    ...node,
    config: withValueAt(node.config, path, value),
  }));
  return withEdgesFollowing(document, next, catalogue, nodeId);
}

/** Replaces a node's whole config: raw JSON mode. */
export function replaceConfig(
  document: EditorDocument,
  catalogue: Catalogue,
  nodeId: string,
  config: JsonObject,
): EditorDocument {
  const next = withChangedNode(document, nodeId, (node) => ({ ...node, config }));
  return withEdgesFollowing(document, next, catalogue, nodeId);
}

type PolicyPatch = { [Key in keyof NodePolicy]?: NodePolicy[Key] | undefined };

/** Changes parts of a node's policy; `undefined` clears a part, and an empty policy is left out. */
export function setPolicy(
  document: EditorDocument,
  catalogue: Catalogue,
  nodeId: string,
  patch: PolicyPatch,
): EditorDocument {
  const next = withChangedNode(document, nodeId, ({ policy, ...node }) => {
    const entries = Object.entries({ ...policy, ...patch }).filter(([, part]) => part !== undefined);
    return entries.length === 0 ? node : { ...node, policy: Object.fromEntries(entries) as NodePolicy };
  });
  return withEdgesFollowing(document, next, catalogue, nodeId);
}

function withEdgesFollowing(
  before: EditorDocument,
  after: EditorDocument,
  catalogue: Catalogue,
  nodeId: string,
): EditorDocument {
  const was = nodesById(before).get(nodeId);
  const is = nodesById(after).get(nodeId);
  if (!was || !is) return after;
  const oldPorts = portsOf(was, catalogue).out.map((port) => port.id);
  const newPorts = portsOf(is, catalogue).out.map((port) => port.id);
  const gone = oldPorts.filter((port) => !newPorts.includes(port));
  if (gone.length === 0) return after;
  const sameCount = oldPorts.length === newPorts.length;
  const edges = after.edges.flatMap((edge) => {
    if (edge.source.node !== nodeId || !gone.includes(edge.source.port)) return [edge];
    const renamed = sameCount ? newPorts[oldPorts.indexOf(edge.source.port)] : undefined;
    if (renamed === undefined || oldPorts.includes(renamed)) return [];
    return [{ ...edge, source: { node: nodeId, port: renamed } }];
  });
  return { ...after, edges };
}

import {
  type GraphNode,
  type NodeTypeManifest,
  type ResolvedPorts,
  resolvePorts,
  type WorkflowKind,
} from '@muster/schema';

/** The node types the server knows. Fed by the `nodeTypes` query. */
export interface Catalogue {
  /** The newest version of each type: what can be added to a graph. */
  readonly newest: readonly NodeTypeManifest[];
  /** Returns the newest version of a type. */
  findNewest(type: string): NodeTypeManifest | undefined;
  /** Returns a node's type in the version the node was added with, or the newest where the server no longer has that one. */
  typeOf(node: Pick<GraphNode, 'type' | 'typeVersion'>): NodeTypeManifest | undefined;
}

/** Makes a catalogue of node types in any versions; of each type the highest is the newest. */
export function catalogueOf(nodeTypes: readonly NodeTypeManifest[]): Catalogue {
  const newest = new Map<string, NodeTypeManifest>();
  const versions = new Map<string, NodeTypeManifest>();
  for (const nodeType of nodeTypes) {
    versions.set(`${nodeType.type}@${nodeType.version}`, nodeType);
    const known = newest.get(nodeType.type);
    if (!known || known.version < nodeType.version) newest.set(nodeType.type, nodeType);
  }
  return {
    newest: [...newest.values()],
    findNewest: (type) => newest.get(type),
    typeOf: ({ type, typeVersion }) => versions.get(`${type}@${typeVersion}`) ?? newest.get(type),
  };
}

const resolved = new WeakMap<GraphNode, { manifest: NodeTypeManifest; ports: ResolvedPorts }>();
const noPorts: ResolvedPorts = { in: [], out: [] };

/** The ports of a node as configured; none for a type the server does not know. The same object while nothing changed. */
export function portsOf(node: GraphNode, catalogue: Catalogue): ResolvedPorts {
  const manifest = catalogue.typeOf(node);
  if (!manifest) return noPorts;
  const known = resolved.get(node);
  if (known?.manifest === manifest) return known.ports;
  const ports = resolvePorts(manifest.ports, node.config, node.policy);
  resolved.set(node, { manifest, ports });
  return ports;
}

export interface PaletteGroup {
  group: string;
  items: NodeTypeManifest[];
}

const groupOrder = ['Start', 'Flow', 'Agents', 'Squad', 'Data'];

/** Node types for a kind of graph that match a search, in their groups. The text about a node counts when no name matches. */
export function paletteOf(catalogue: Catalogue, kind: WorkflowKind, search = ''): PaletteGroup[] {
  const wanted = search.trim().toLowerCase();
  const all = catalogue.newest.filter((item) => item.kinds.includes(kind));
  const named = all.filter((item) => `${item.title} ${item.type}`.toLowerCase().includes(wanted));
  const matches = named.length > 0 ? named : all.filter((item) => item.doc.toLowerCase().includes(wanted));
  const rank = (group: string) => groupOrder.indexOf(group) + 1 || groupOrder.length + 1;
  const groups = new Map<string, NodeTypeManifest[]>();
  for (const item of matches) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups]
    .map(([group, items]) => ({ group, items }))
    .sort((left, right) => rank(left.group) - rank(right.group) || left.group.localeCompare(right.group));
}

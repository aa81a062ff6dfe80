import {
  type GraphNode,
  type NodeTypeManifest,
  type ResolvedPorts,
  resolvePorts,
  type WorkflowKind,
} from '@muster/schema';

/** The node types the server knows, by type. Fed by the `nodeTypes` query. */
export type Catalogue = ReadonlyMap<string, NodeTypeManifest>;

export const catalogueOf = (nodeTypes: readonly NodeTypeManifest[]): Catalogue =>
  new Map(nodeTypes.map((nodeType) => [nodeType.type, nodeType]));

const resolved = new WeakMap<GraphNode, { manifest: NodeTypeManifest; ports: ResolvedPorts }>();
const noPorts: ResolvedPorts = { in: [], out: [] };

/** The ports of a node as configured; none for a type the server does not know. The same object while nothing changed. */
export function portsOf(node: GraphNode, catalogue: Catalogue): ResolvedPorts {
  const manifest = catalogue.get(node.type);
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
  const all = [...catalogue.values()].filter((item) => item.kinds.includes(kind));
  const named = all.filter((item) => `${item.title} ${item.type}`.toLowerCase().includes(wanted));
  const matches = named.length > 0 ? named : all.filter((item) => item.doc.toLowerCase().includes(wanted));
  const rank = (group: string) => groupOrder.indexOf(group) + 1 || groupOrder.length + 1;
  const groups = new Map<string, NodeTypeManifest[]>();
  for (const item of matches) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups]
    .map(([group, items]) => ({ group, items }))
    .sort((left, right) => rank(left.group) - rank(right.group) || left.group.localeCompare(right.group));
}

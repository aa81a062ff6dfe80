import type { NodeDefinition } from './define-node';

/** The node types a server knows, in every version that a stored plan or draft may still name. */
export interface NodeCatalogue {
  /** The newest version of each type, in the order of the palette. */
  readonly newest: readonly NodeDefinition[];
  /** Versions that newer ones have replaced. */
  readonly older: readonly NodeDefinition[];
  /** Returns the definition of exactly this version; undefined for one this server does not have. */
  find(type: string, version: number): NodeDefinition | undefined;
  /** Returns the newest version of a type; undefined for a type this server does not have. */
  findNewest(type: string): NodeDefinition | undefined;
}

/** Indexes node definitions by type and version. Throws for a type or a version that is listed twice or out of order. */
export function createNodeCatalogue(
  newest: readonly NodeDefinition[],
  older: readonly NodeDefinition[] = [],
): NodeCatalogue {
  const newestByType = new Map<string, NodeDefinition>();
  const byVersion = new Map<string, NodeDefinition>();
  for (const node of [...newest, ...older]) {
    const key = `${node.type}@${node.version}`;
    if (byVersion.has(key)) throw new Error(`${key} is in the catalogue twice`);
    byVersion.set(key, node);
  }
  for (const node of newest) {
    if (newestByType.has(node.type)) throw new Error(`${node.type} has two newest versions; list one of them as older`);
    newestByType.set(node.type, node);
  }
  for (const { type, version } of older) {
    const current = newestByType.get(type);
    if (!current || current.version <= version) throw new Error(`${type}@${version} is listed as older and is not`);
  }
  return {
    newest,
    older,
    find: (type, version) => byVersion.get(`${type}@${version}`),
    findNewest: (type) => newestByType.get(type),
  };
}

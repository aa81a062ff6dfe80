import type { NodeCatalogue, NodeDefinition } from '@muster/nodes';
import type { GraphNode, JsonObject } from '@muster/schema';

export interface Migrated {
  /** Null for a type, or a version of it, that is not in the catalogue; then the config is as drawn. */
  definition: NodeDefinition | null;
  config: JsonObject;
  typeVersion: number;
}

/**
 * Finds the definition a drawn node is compiled with: of the version it was drawn with, so that a newer version never
 * changes what it does. A version that is no longer in the catalogue is migrated to the newest, one version at a time.
 */
export function migrate(node: GraphNode, catalogue: NodeCatalogue): Migrated {
  const { type, typeVersion, config: drawn } = node;
  const asDrawn = { definition: catalogue.find(type, typeVersion) ?? null, config: drawn, typeVersion };
  const newest = catalogue.findNewest(type);
  if (asDrawn.definition || !newest || typeVersion > newest.version) return asDrawn;
  let config = drawn;
  for (let version = typeVersion; version < newest.version; version += 1) {
    const step = newest.migrations?.[version];
    if (!step) return asDrawn;
    config = step(config);
  }
  return { definition: newest, config, typeVersion: newest.version };
}

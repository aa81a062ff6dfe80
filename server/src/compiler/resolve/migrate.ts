import { findNode, type NodeDefinition } from '@muster/nodes';
import type { GraphNode, JsonObject } from '@muster/schema';

export interface Migrated {
  /** Null for a type, or a version of it, that is not in the catalogue; then the config is as drawn. */
  definition: NodeDefinition | null;
  config: JsonObject;
  typeVersion: number;
}

/** Brings a node's config to the current version of its type, one version at a time. */
export function migrate(node: GraphNode): Migrated {
  const asDrawn = { definition: null, config: node.config, typeVersion: node.typeVersion };
  const definition = findNode(node.type);
  if (!definition || node.typeVersion > definition.version) return asDrawn;
  let config = node.config;
  for (let version = node.typeVersion; version < definition.version; version += 1) {
    const step = definition.migrations?.[version];
    if (!step) return asDrawn;
    config = step(config);
  }
  return { definition, config, typeVersion: definition.version };
}

import {
  type JsonObject,
  type NodePolicy,
  type NodeTypeManifest,
  type ResolvedPorts,
  resolvePorts,
} from '@muster/schema';
import { z } from 'zod';
import type { NodeDefinition } from './kit/define-node';

const manifests = new WeakMap<NodeDefinition, NodeTypeManifest>();

function makeManifest(node: NodeDefinition): NodeTypeManifest {
  return {
    type: node.type,
    version: node.version,
    title: node.title,
    group: node.group,
    doc: node.doc,
    effects: node.effects,
    kinds: node.kinds,
    configSchema: z.toJSONSchema(node.config, { io: 'input' }) as JsonObject,
    form: {
      fields: node.form,
      summary: node.summary,
      defaults: node.defaults as JsonObject,
      glyph: node.glyph,
      output: node.output ?? [],
    },
    ports: node.ports,
  };
}

/** Everything the editor needs to draw and configure a node, as plain JSON. Made once per node. */
export function manifestOf(node: NodeDefinition): NodeTypeManifest {
  let manifest = manifests.get(node);
  if (!manifest) {
    manifest = makeManifest(node);
    manifests.set(node, manifest);
  }
  return manifest;
}

/** The ports of a node with this config and policy. */
export const portsOf = (node: NodeDefinition, config: JsonObject, policy?: NodePolicy): ResolvedPorts =>
  resolvePorts(node.ports, config, policy);

/**
 * Keys of the config that are taken literally: JSON Schemas, where `$ref` has a meaning of its own. Nothing in them is
 * resolved when the node runs.
 */
export const literalKeys = (node: NodeDefinition): ReadonlySet<string> =>
  new Set(node.form.filter((field) => field.control === 'schema').map((field) => field.key));

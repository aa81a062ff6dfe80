import {
  type GraphNode,
  isDynamic,
  isJsonObject,
  isReference,
  type Json,
  type OutputShape,
  type Reference,
} from '@muster/schema';
import type { Catalogue } from './catalogue';
import { pathOf, valueAt } from './config-path';
import { type EditorDocument, nodesById } from './document';
import { upstreamOf } from './references';

/** A field known to be in a node's output, as a path from its root. The empty path is the whole output. */
export type FieldPath = readonly string[];

/** One node a reference may name here, and the fields to offer of it. */
export interface ReferenceSource {
  /** A node id, or a root such as `$input`. */
  node: string;
  label: string;
  /** The type of the node, or a few words on the root. */
  detail: string;
  fields: FieldPath[];
}

const mostFields = 60;
const deepest = 4;

/** Every legal reference in a node's config: its input, the run's input, and all nodes upstream, nearest first. */
export function referenceSources(document: EditorDocument, catalogue: Catalogue, nodeId: string): ReferenceSource[] {
  const nodes = nodesById(document);
  const upstream = upstreamOf(document, nodeId).flatMap((id) => (id === nodeId ? [] : (nodes.get(id) ?? [])));
  const triggers = document.nodes.filter((node) => catalogue.get(node.type)?.ports.in.length === 0);
  const trigger = triggers.length === 1 ? triggers[0] : undefined;
  return [
    { node: '$input', label: 'Input', detail: 'what comes in', fields: inputFields(document, catalogue, nodeId) },
    ...upstream.map((node) => ({
      node: node.id,
      label: node.name || node.id,
      detail: node.type,
      fields: outputFields(document, catalogue, node),
    })),
    {
      node: '$trigger',
      label: 'Run input',
      detail: 'what the run started with',
      fields: trigger ? outputFields(document, catalogue, trigger) : [[]],
    },
  ];
}

/** The fields a node's output is known to have; the whole output first. */
export function outputFields(
  document: EditorDocument,
  catalogue: Catalogue,
  node: GraphNode,
  seen: ReadonlySet<string> = new Set(),
): FieldPath[] {
  const shapes = catalogue.get(node.type)?.form.output ?? [];
  if (seen.has(node.id)) return [[]];
  const inside = new Set([...seen, node.id]);
  const found: FieldPath[] = [[]];
  for (const shape of shapes) found.push(...shapeFields(document, catalogue, node, shape, inside));
  return unique(found);
}

function shapeFields(
  document: EditorDocument,
  catalogue: Catalogue,
  node: GraphNode,
  shape: OutputShape,
  seen: ReadonlySet<string>,
): FieldPath[] {
  if (shape.from === 'fields') return shape.fields.map(pathOf);
  if (shape.from === 'input') return inputFields(document, catalogue, node.id, seen);
  const value = valueAt(node.config, pathOf(shape.key));
  const under = shape.under ? pathOf(shape.under) : [];
  if (shape.from === 'schema') return schemaFields(value).map((path) => [...under, ...path]);
  return valueFields(document, catalogue, node, value, seen).map((path) => [...under, ...path]);
}

/** The fields of `$input`: those of the node before; keyed by node when several ways may arrive. */
function inputFields(
  document: EditorDocument,
  catalogue: Catalogue,
  nodeId: string,
  seen: ReadonlySet<string> = new Set(),
): FieldPath[] {
  const nodes = nodesById(document);
  const before = [
    ...new Set(document.edges.filter((edge) => edge.target.node === nodeId).map((edge) => edge.source.node)),
  ];
  const sources = before.flatMap((id) => nodes.get(id) ?? []);
  const only = sources.length === 1 ? sources[0] : undefined;
  if (only) return outputFields(document, catalogue, only, seen);
  // With several ways in it is known only at run time whether one arrives or more, so no field is certain.
  return [[]];
}

/** Names of the properties of a JSON Schema, into nested objects. */
export function schemaFields(schema: Json | undefined, depth = 0): FieldPath[] {
  if (!isJsonObject(schema) || !isJsonObject(schema.properties) || depth >= deepest) return [];
  return Object.entries(schema.properties).flatMap(([key, inner]) => [
    [key],
    ...schemaFields(inner, depth + 1).map((path) => [key, ...path]),
  ]);
}

function valueFields(
  document: EditorDocument,
  catalogue: Catalogue,
  node: GraphNode,
  value: Json | undefined,
  seen: ReadonlySet<string>,
  depth = 0,
): FieldPath[] {
  if (isReference(value)) return referencedFields(document, catalogue, node, value, seen);
  if (!isJsonObject(value) || isDynamic(value) || depth >= deepest) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...valueFields(document, catalogue, node, inner, seen, depth + 1).map((path) => [key, ...path]),
  ]);
}

function referencedFields(
  document: EditorDocument,
  catalogue: Catalogue,
  node: GraphNode,
  { $ref }: Reference,
  seen: ReadonlySet<string>,
): FieldPath[] {
  const path = Array.isArray($ref?.path) ? $ref.path.map(String) : [];
  const target = nodesById(document).get($ref?.node);
  const fields =
    $ref?.node === '$input'
      ? inputFields(document, catalogue, node.id, seen)
      : target
        ? outputFields(document, catalogue, target, seen)
        : [];
  return fields
    .filter((field) => field.length > path.length && path.every((part, index) => field[index] === part))
    .map((field) => field.slice(path.length));
}

function unique(paths: FieldPath[]): FieldPath[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()].slice(0, mostFields);
}

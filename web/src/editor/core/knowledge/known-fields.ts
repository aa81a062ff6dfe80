import {
  type GraphNode,
  isDynamic,
  isJsonObject,
  isReference,
  type Json,
  type OutputShape,
  type Reference,
} from '@muster/schema';
import type { Catalogue } from '../graph/catalogue';
import { type EditorDocument, nodesById } from '../graph/document';
import { upstreamOf } from '../graph/references';
import { pathOf, valueAt } from '../values/config-path';

/** A field known to be in a node's output. The empty path is the whole output. */
export interface KnownField {
  path: readonly string[];
  /** Its JSON Schema type, such as `string`, where it is known. */
  type: string | null;
  /** A value it may have, where the graph tells one. */
  example: Json | undefined;
}

/** One node a reference may name here, and the fields to offer of it. */
export interface ReferenceSource {
  /** A node id, or a root such as `$input`. */
  node: string;
  label: string;
  /** The type of the node, or a few words on the root. */
  detail: string;
  /** Other names people look for it by: it is what comes in, or what the run started with. */
  alsoCalled: string[];
  fields: KnownField[];
}

const mostFields = 60;
const deepest = 4;
const whole: KnownField = { path: [], type: null, example: undefined };

/**
 * Every legal reference in a node's config, each value once: nodes upstream, nearest first, then the node's input and
 * the run's input where no node upstream has them. A node that passes its input through is not listed: the value is
 * offered where it was made.
 */
export function referenceSources(document: EditorDocument, catalogue: Catalogue, nodeId: string): ReferenceSource[] {
  const nodes = nodesById(document);
  const upstream = upstreamOf(document, nodeId).flatMap((id) => (id === nodeId ? [] : (nodes.get(id) ?? [])));
  const triggers = document.nodes.filter((node) => catalogue.typeOf(node)?.ports.in.length === 0);
  const trigger = triggers.length === 1 ? triggers[0] : undefined;
  const offered = upstream.filter((node) => originOf(document, catalogue, node)?.id === node.id);
  const before = onlyBefore(document, nodeId);
  const input = before && originOf(document, catalogue, before);
  const sources: ReferenceSource[] = offered.map((node) => ({
    node: node.id,
    label: node.name || node.id,
    detail: catalogue.typeOf(node)?.title ?? node.type,
    alsoCalled: [...(node === input ? ['input'] : []), ...(node === trigger ? ['run input', 'trigger'] : [])],
    fields: outputFields(document, catalogue, node),
  }));
  if (!input || !offered.includes(input)) {
    const fields = inputFields(document, catalogue, nodeId);
    sources.unshift({ node: '$input', label: 'Input', detail: 'what comes in', alsoCalled: [], fields });
  }
  if (!trigger || !offered.includes(trigger)) {
    const fields = trigger ? outputFields(document, catalogue, trigger) : [whole];
    const detail = 'what the run started with';
    sources.push({ node: '$trigger', label: 'Run input', detail, alsoCalled: ['trigger'], fields });
  }
  return sources;
}

/** The one node whose edges lead here; undefined with none or several. */
function onlyBefore(document: EditorDocument, nodeId: string): GraphNode | undefined {
  const [only, ...others] = new Set(
    document.edges.filter((edge) => edge.target.node === nodeId).map((edge) => edge.source.node),
  );
  return only === undefined || others.length > 0 ? undefined : nodesById(document).get(only);
}

/** The node that made what this node passes on: itself, unless it only passes on what one node gave it. */
function originOf(document: EditorDocument, catalogue: Catalogue, node: GraphNode): GraphNode | undefined {
  const seen = new Set<string>();
  let origin: GraphNode = node;
  for (;;) {
    const shapes = catalogue.typeOf(origin)?.form.output ?? [];
    const passesOn = shapes.length > 0 && shapes.every((shape) => shape.from === 'input');
    const before = passesOn ? onlyBefore(document, origin.id) : undefined;
    if (!before) return origin;
    if (seen.has(origin.id)) return undefined;
    seen.add(origin.id);
    origin = before;
  }
}

/** The fields a node's output is known to have; the whole output first. */
export function outputFields(
  document: EditorDocument,
  catalogue: Catalogue,
  node: GraphNode,
  seen: ReadonlySet<string> = new Set(),
): KnownField[] {
  const shapes = catalogue.typeOf(node)?.form.output ?? [];
  if (seen.has(node.id)) return [whole];
  const inside = new Set([...seen, node.id]);
  const found: KnownField[] = [];
  for (const shape of shapes) found.push(...shapeFields(document, catalogue, node, shape, inside));
  const own = found.find((field) => field.path.length === 0);
  const type = own?.type ?? (found.some((field) => field.path.length > 0) ? 'object' : null);
  return unique([{ ...whole, ...own, type }, ...found]);
}

function shapeFields(
  document: EditorDocument,
  catalogue: Catalogue,
  node: GraphNode,
  shape: OutputShape,
  seen: ReadonlySet<string>,
): KnownField[] {
  if (shape.from === 'fields') return shape.fields.map((key) => ({ ...whole, path: pathOf(key) }));
  if (shape.from === 'input') return inputFields(document, catalogue, node.id, seen);
  const value = valueAt(node.config, pathOf(shape.key));
  const under = shape.under ? pathOf(shape.under) : [];
  const found = shape.from === 'schema' ? schemaFields(value) : valueFields(document, catalogue, node, value, seen);
  return found.map((field) => ({ ...field, path: [...under, ...field.path] }));
}

/** The fields of `$input`: those of the node before. */
function inputFields(
  document: EditorDocument,
  catalogue: Catalogue,
  nodeId: string,
  seen: ReadonlySet<string> = new Set(),
): KnownField[] {
  const only = onlyBefore(document, nodeId);
  // With several ways in it is known only at run time whether one arrives or more, so no field is certain.
  return only ? outputFields(document, catalogue, only, seen) : [whole];
}

/** The properties of a JSON Schema, into nested objects, with their types and examples. */
export function schemaFields(schema: Json | undefined, depth = 0): KnownField[] {
  if (!isJsonObject(schema) || !isJsonObject(schema.properties) || depth >= deepest) return [];
  const samples = exampleIn(schema);
  return Object.entries(schema.properties).flatMap(([key, inner]) => {
    const sample = isJsonObject(samples) && Object.hasOwn(samples, key) ? samples[key] : undefined;
    const own = isJsonObject(inner) ? inner : {};
    const example = exampleIn(own) ?? sample;
    const nested = schemaFields({ ...own, ...(example === undefined ? {} : { examples: [example] }) }, depth + 1);
    return [
      { path: [key], type: typeIn(own), example },
      ...nested.map((field) => ({ ...field, path: [key, ...field.path] })),
    ];
  });
}

function exampleIn({ examples, default: standard, enum: choices }: { [key: string]: Json }): Json | undefined {
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  return standard ?? (Array.isArray(choices) ? choices[0] : undefined);
}

function typeIn({ type, enum: choices }: { [key: string]: Json }): string | null {
  const named = Array.isArray(type) ? type.find((one) => one !== 'null') : type;
  if (typeof named === 'string') return named;
  return Array.isArray(choices) && choices.length > 0 ? typeOfValue(choices[0]) : null;
}

function typeOfValue(value: Json | undefined): string | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? 'array' : typeof value;
}

function valueFields(
  document: EditorDocument,
  catalogue: Catalogue,
  node: GraphNode,
  value: Json | undefined,
  seen: ReadonlySet<string>,
  depth = 0,
): KnownField[] {
  if (isReference(value)) return referencedFields(document, catalogue, node, value, seen);
  if (isDynamic(value)) return isJsonObject(value) && '$template' in value ? [{ ...whole, type: 'string' }] : [];
  if (!isJsonObject(value)) return value === undefined ? [] : [{ path: [], type: typeOfValue(value), example: value }];
  if (depth >= deepest) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const [own = whole, ...others] = withWhole(valueFields(document, catalogue, node, inner, seen, depth + 1));
    return [own, ...others].map((field) => ({ ...field, path: [key, ...field.path] }));
  });
}

/** The same fields, that of the whole value first. */
function withWhole(fields: KnownField[]): KnownField[] {
  const own = fields.find((field) => field.path.length === 0);
  const inside = fields.filter((field) => field.path.length > 0);
  return [own ?? { ...whole, type: inside.length > 0 ? 'object' : null }, ...inside];
}

function referencedFields(
  document: EditorDocument,
  catalogue: Catalogue,
  node: GraphNode,
  { $ref }: Reference,
  seen: ReadonlySet<string>,
): KnownField[] {
  const path = Array.isArray($ref?.path) ? $ref.path.map(String) : [];
  const target = nodesById(document).get($ref?.node);
  const fields =
    $ref?.node === '$input'
      ? inputFields(document, catalogue, node.id, seen)
      : target
        ? outputFields(document, catalogue, target, seen)
        : [];
  return fields
    .filter((field) => field.path.length >= path.length && path.every((part, index) => field.path[index] === part))
    .map((field) => ({ ...field, path: field.path.slice(path.length) }));
}

/** Every path once, as it was found first, with what a later find knows besides. */
function unique(fields: KnownField[]): KnownField[] {
  const byPath = new Map<string, KnownField>();
  for (const field of fields) {
    const key = JSON.stringify(field.path);
    const known = byPath.get(key);
    byPath.set(
      key,
      known ? { ...known, type: known.type ?? field.type, example: known.example ?? field.example } : field,
    );
  }
  return [...byPath.values()].slice(0, mostFields);
}

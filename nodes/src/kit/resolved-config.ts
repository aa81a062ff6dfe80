import { json } from '@muster/schema';
import { z } from 'zod';
import { dynamicText, task } from './config';
import type { NodeDefinition } from './define-node';

/** Schemas whose references may resolve to any JSON: `textOf` turns the value into text for a prompt. */
const anyOnceResolved: ReadonlySet<z.ZodType> = new Set<z.ZodType>([dynamicText, task]);

/** The schema itself, unless a text with references stands somewhere in it. */
function resolved(schema: z.ZodType): z.ZodType {
  if (anyOnceResolved.has(schema)) return json;
  if (schema instanceof z.ZodObject) return resolvedObject(schema);
  if (schema instanceof z.ZodArray) return rebuilt(schema, schema.element, (element) => z.array(element));
  if (schema instanceof z.ZodOptional) return rebuilt(schema, schema.unwrap(), (inner) => inner.optional());
  // The plan's config has its defaults already.
  if (schema instanceof z.ZodDefault) return rebuilt(schema, schema.unwrap(), (inner) => inner.optional());
  return schema;
}

function rebuilt(whole: z.ZodType, part: unknown, make: (part: z.ZodType) => z.ZodType): z.ZodType {
  const inner = resolved(part as z.ZodType);
  return inner === part ? whole : make(inner);
}

function resolvedObject(schema: z.ZodObject): z.ZodObject {
  const fields = Object.entries(schema.shape).map(([key, field]) => [key, field, resolved(field)] as const);
  const changed = fields.filter(([, field, now]) => field !== now).map(([key, , now]) => [key, now] as const);
  return changed.length === 0 ? schema : schema.safeExtend(Object.fromEntries(changed));
}

const schemas = new WeakMap<NodeDefinition, z.ZodObject>();

/**
 * Returns the schema of a node's config after references, templates and expressions are resolved: the node's own, in
 * which a `dynamicText` or a `task` may be any value.
 */
export function resolvedConfigSchema(node: NodeDefinition): z.ZodObject {
  let schema = schemas.get(node);
  if (!schema) {
    schema = resolvedObject(node.config);
    schemas.set(node, schema);
  }
  return schema;
}

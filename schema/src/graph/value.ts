import { z } from 'zod';
import { isJsonObject, type Json } from '../json';

/** Names a reference may start at besides a node id. */
export const referenceRoots = ['$input', '$trigger', '$item', '$index', '$run'] as const;
export type ReferenceRoot = (typeof referenceRoots)[number];

/** `{"$ref":{"node":"triage","path":["severity"]}}`: the value another node produced, or a part of it. */
export const reference = z.strictObject({
  $ref: z.strictObject({ node: z.string(), path: z.array(z.union([z.string(), z.number()])).default([]) }),
});
export type Reference = z.infer<typeof reference>;

/** `{"$template":["Hello ", {"$ref":…}]}`: text with references in it. */
export const template = z.strictObject({ $template: z.array(z.union([z.string(), reference])) });
export type Template = z.infer<typeof template>;

/** `{"$expr":"$sum(nodes.list.items.price)"}`: JSONata over `{ input, trigger, nodes, item, index, run }`. */
export const expression = z.strictObject({ $expr: z.string().max(20_000) });
export type Expression = z.infer<typeof expression>;

/** A config value: plain JSON in which references, templates and expressions may stand anywhere. */
export type ConfigValue = Json;

export const isReference = (value: unknown): value is Reference => isJsonObject(value) && '$ref' in value;
export const isTemplate = (value: unknown): value is Template => isJsonObject(value) && '$template' in value;
export const isExpression = (value: unknown): value is Expression => isJsonObject(value) && '$expr' in value;
/** True for a value that is only known when the node runs. */
export const isDynamic = (value: unknown): boolean => isReference(value) || isTemplate(value) || isExpression(value);

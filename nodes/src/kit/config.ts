import { expression, type Json, json, reference, template } from '@muster/schema';
import { z } from 'zod';

/** Text, plain or known only when the node runs. What it resolves to need not be text: read it with `textOf`. */
export const dynamicText = z.union(
  [z.string(), template, reference, expression],
  'must be text, or text with references in it',
);

/** A piece of work: in words, or with a title, a description and what must be true for it to be done. */
export const task: z.ZodType<Json> = z.union(
  [
    dynamicText,
    z.strictObject({
      title: dynamicText,
      description: dynamicText.optional(),
      acceptanceCriteria: z.array(dynamicText).max(50).optional(),
    }),
  ],
  'must be text, or an object with title, description and acceptanceCriteria',
) as unknown as z.ZodType<Json>;

/** Any config value tree, dynamic parts anywhere. */
export const dynamicValue = json;

/** The whole of `$input`: what most nodes work on until told otherwise. */
export const wholeInput = { $ref: { node: '$input', path: [] } };

/** Empty means: the default of the role or of the node's tier. */
export const modelName = z.string().max(200).optional();

/** Roles and tools are checked by the compiler, which can say what to do about an unknown one. */
export const roleName = z.string().min(1, 'must name a role').max(64);
export const toolNames = z.array(z.string().min(1).max(64)).max(32).optional();

export const budget = z
  .strictObject({
    tokens: z.int().positive().max(100_000_000).optional(),
    usd: z.number().positive().max(100_000).optional(),
    messages: z.int().positive().max(10_000).optional(),
    seconds: z.number().positive().max(86_400).optional(),
  })
  .optional();

/** JSON Schema as written by a user. Its own correctness is checked by the compiler. */
export const jsonSchema = z.record(z.string(), json).optional();

/** A resolved value as text for a prompt: text as it is, nothing as empty, anything else as indented JSON. */
export function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return JSON.stringify(value, null, 2);
}

import { isExpression, isJsonObject, isReference, isTemplate, type Json } from '@muster/schema';

/** Which nodes' outputs a config value may look at. `all`: it takes `nodes` as a whole, so any of them. */
export interface Needs {
  nodeIds: Set<string>;
  all: boolean;
}

const named = /\bnodes\s*\.\s*(?:`([^`]*)`|([A-Za-z_][A-Za-z0-9_]*))/g;

function readExpression(source: string, needs: Needs): void {
  for (const match of source.matchAll(named)) needs.nodeIds.add(match[1] ?? match[2] ?? '');
  // What is left may use `nodes` in a way that cannot be read off the text, such as `$lookup(nodes, …)` or `$$.*`.
  const rest = source.replaceAll(named, '');
  if (/\bnodes\b|\$(?![A-Za-z0-9_])|\*|`nodes`|\$eval\b/.test(rest)) needs.all = true;
}

function collect(value: Json, needs: Needs): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, needs);
  } else if (isReference(value)) {
    if (isJsonObject(value.$ref) && typeof value.$ref.node === 'string') needs.nodeIds.add(value.$ref.node);
  } else if (isTemplate(value)) {
    if (Array.isArray(value.$template)) for (const part of value.$template as Json[]) collect(part, needs);
  } else if (isExpression(value)) {
    if (typeof value.$expr === 'string') readExpression(value.$expr, needs);
  } else if (isJsonObject(value)) {
    for (const item of Object.values(value)) collect(item, needs);
  }
}

/** Reads off a config value whose outputs it needs, so that no others are fetched. Errs on the side of too many. */
export function needsOf(value: Json): Needs {
  const needs: Needs = { nodeIds: new Set(), all: false };
  collect(value, needs);
  return needs;
}

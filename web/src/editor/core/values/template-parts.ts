import { isReference, isTemplate, type Json, type Reference } from '@muster/schema';

/** Text, or a reference that stands in it. */
export type TemplatePart = string | Reference;

/** A config value as text with references; null when it is something else (an expression, an object, a number). */
export function partsOf(value: Json | undefined): TemplatePart[] | null {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (isReference(value)) return [value];
  if (!isTemplate(value)) return null;
  const parts = value.$template as unknown;
  if (!Array.isArray(parts)) return null;
  return joinedParts(parts.filter((part): part is TemplatePart => typeof part === 'string' || isReference(part)));
}

/** The shortest config value that says the same: plain text, one reference, or a template. */
export function valueOfParts(parts: readonly TemplatePart[]): Json {
  const kept = joinedParts(parts);
  const [first, ...rest] = kept;
  if (first === undefined) return '';
  if (rest.length === 0) return first as Json;
  return { $template: kept } as unknown as Json;
}

/** The same parts with texts that follow each other as one, and none empty. */
export function joinedParts(parts: readonly TemplatePart[]): TemplatePart[] {
  const result: TemplatePart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else if (part !== '') result.push(part);
  }
  return result;
}

/** What a person reads on the chip of a reference: "Bug squad › patch.title". */
export function referenceWords({ $ref }: Reference, nameOf: (nodeId: string) => string): string {
  const path = Array.isArray($ref?.path) ? $ref.path.join('.') : '';
  const name = rootNames[$ref?.node] ?? nameOf($ref?.node);
  return path === '' ? name : `${name} › ${path}`;
}

const rootNames: Record<string, string> = {
  $input: 'Input',
  $trigger: 'Run input',
  $item: 'Item',
  $index: 'Index',
  $run: 'Run',
};

/** A reference to a part of what a node, or a root such as `$input`, produced. */
export const referenceTo = (node: string, path: readonly string[]): Reference => ({ $ref: { node, path: [...path] } });

/** Typed text as the value a person means: `8` is a number, `true` a truth, `"8"` a text. */
export function literalOf(text: string): Json {
  if (isNumber(text)) return Number(text);
  if (isTruth(text)) return text === 'true';
  const inner = unquoted(text);
  return inner !== null && needsQuotes(inner) ? inner : text;
}

/** The text that `literalOf` reads as this value. */
export function literalText(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return needsQuotes(value) ? `"${value}"` : value;
}

const isNumber = (text: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text);
const isTruth = (text: string): boolean => text === 'true' || text === 'false';
const unquoted = (text: string): string | null => /^"(.*)"$/s.exec(text)?.[1] ?? null;

/** Text that would be read as something else without quotes around it. */
function needsQuotes(text: string): boolean {
  if (isNumber(text) || isTruth(text)) return true;
  const inner = unquoted(text);
  return inner !== null && needsQuotes(inner);
}

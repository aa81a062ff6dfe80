import { isDynamic, isExpression, isJsonObject, type Json } from '@muster/schema';
import { sameJson } from './config-path';
import { expressionOf, valueOfExpression } from './expression-text';
import { partsOf } from './template-parts';

/** How a value is given in a form. */
export const valueModes = ['text', 'fields', 'compare', 'expression', 'json'] as const;
export type ValueMode = (typeof valueModes)[number];

/** What a field remembers of the ways in which its value was given. */
export interface ModeMemory {
  /** The value each mode was left with. */
  kept: { [Mode in ValueMode]?: { value: Json | undefined } };
  /** The last switch: the value it gave, and whether that value does not say the same as the one before. */
  last: { from: ValueMode; to: ValueMode; value: Json | undefined; unrelated: boolean } | null;
}

export const noMemory: ModeMemory = { kept: {}, last: null };

interface Switch {
  memory: ModeMemory;
  from: ValueMode;
  to: ValueMode;
  value: Json | undefined;
}

/**
 * Returns the value after a switch of mode. The value is converted where the new mode can say the same; else the mode's
 * own last value comes back, or it starts empty. Switching back always restores what was left.
 */
export function switchMode({ memory, from, to, value }: Switch): { value: Json | undefined; memory: ModeMemory } {
  const { last } = memory;
  const kept = { ...memory.kept, [from]: { value } };
  const back = last?.from === to && last.to === from;
  const untouched = back && sameJson(last.value ?? null, value ?? null);
  const before = kept[to];
  const converted = convertTo(to, value);
  const restore = before !== undefined && back && (untouched || last.unrelated);
  const next = restore ? before : (converted ?? before ?? { value: startOf(to, value) });
  const unrelated = restore ? last.unrelated : converted === null;
  return { value: next.value, memory: { kept, last: { from, to, value: next.value, unrelated } } };
}

/** The mode whose value waits to be restored; null when the value of this mode says the same. */
export function waitingMode(memory: ModeMemory, mode: ValueMode): ValueMode | null {
  const { last, kept } = memory;
  if (!last?.unrelated || last.to !== mode || isBlank(kept[last.from]?.value)) return null;
  return last.from;
}

const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || (isExpression(value) && String(value.$expr).trim() === '');

/** Returns the same value as another mode gives it; null when that mode cannot. */
function convertTo(mode: ValueMode, value: Json | undefined): { value: Json | undefined } | null {
  if (mode === 'json') return { value };
  if (mode === 'compare') return null;
  if (mode === 'expression') {
    if (isExpression(value)) return { value };
    if (isJsonObject(value) && 'operator' in value) return null;
    if (isBlank(value)) return { value: { $expr: '' } };
    const source = expressionOf(value as Json);
    return source === null ? null : { value: { $expr: source } };
  }
  const plain = isExpression(value) ? valueOfExpression(String(value.$expr)) : { value };
  if (!plain) return null;
  if (mode === 'fields') {
    if (isBlank(plain.value)) return { value: {} };
    if (isExpression(value)) return isPlainObject(plain.value) ? plain : null;
    return { value: isPlainObject(value) ? value : { value: value as Json } };
  }
  if (isBlank(plain.value)) return { value: '' };
  if (partsOf(plain.value)) return plain;
  const only = isPlainObject(plain.value) ? Object.entries(plain.value) : [];
  const [key, inner] = only[0] ?? [];
  return only.length === 1 && key === 'value' && partsOf(inner) ? { value: inner } : null;
}

const isPlainObject = (value: Json | undefined): value is { [key: string]: Json } =>
  isJsonObject(value) && !isDynamic(value);

const startingComparison: Json = { left: { $ref: { node: '$input', path: [] } }, operator: 'equals', right: '' };

function startOf(mode: ValueMode, value: Json | undefined): Json | undefined {
  if (mode === 'compare') return startingComparison;
  if (mode === 'expression') return { $expr: '' };
  if (mode === 'fields') return {};
  // Numbers, lists and objects are shown as they are written.
  return isExpression(value) || value === undefined ? '' : JSON.stringify(value);
}

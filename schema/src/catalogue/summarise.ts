import { type ComparisonOperator, operatorWords } from '../graph/condition';
import { isExpression, isReference, isTemplate, type Reference } from '../graph/value';
import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Summary } from './manifest';
import { valueAt } from './ports';
import { findRole } from './roles';

const LONGEST = 160;

const rootWords: Record<string, string> = {
  $input: 'the input',
  $trigger: "the run's input",
  $item: 'the item',
  $index: 'the index',
  $run: 'the run',
};

function referenceWords({ $ref }: Reference, nameOf: (nodeId: string) => string | undefined): string {
  if (!isJsonObject($ref)) return '…';
  const path = Array.isArray($ref.path) ? $ref.path : [];
  if (path.length > 0) return path.join('.');
  return rootWords[$ref.node] ?? nameOf($ref.node) ?? String($ref.node);
}

/** Any config value as a person would read it. Empty text for nothing. */
function words(value: Json | undefined, nameOf: (nodeId: string) => string | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value.replace(/\s+/g, ' ').trim();
  if (typeof value !== 'object') return String(value);
  if (isReference(value)) return referenceWords(value, nameOf);
  if (isExpression(value)) return String(value.$expr).trim();
  if (isTemplate(value)) {
    const parts: Json[] = Array.isArray(value.$template) ? value.$template : [];
    const text = parts.map((part) => (isReference(part) ? referenceWords(part, nameOf) : String(part))).join('');
    return text.replace(/\s+/g, ' ').trim();
  }
  if (Array.isArray(value)) return value.length === 1 ? '1 item' : `${value.length} items`;
  return Object.keys(value).join(', ');
}

const filters: Record<string, (value: Json) => string> = {
  role: (value) => (typeof value === 'string' ? (findRole(value)?.title ?? value) : ''),
  operator: (value) => operatorWords[value as ComparisonOperator] ?? '',
  keys: (value) => (isJsonObject(value) ? Object.keys(value).join(', ') : ''),
};

function fill(place: string, config: JsonObject, nameOf: (nodeId: string) => string | undefined): string {
  const [path = '', filter] = place.split('|');
  const [listPath = '', elementPath] = path.split('[].');
  const value = valueAt(config, listPath);
  const show = (part: Json | undefined) =>
    filter === undefined ? words(part, nameOf) : part === undefined ? '' : (filters[filter]?.(part) ?? '');
  if (elementPath === undefined) return show(value);
  if (!Array.isArray(value)) return '';
  const shown = value.map((element) => show(valueAt(element, elementPath)));
  return shown.filter((text) => text !== '').join(' · ');
}

/**
 * One sentence about a configured node for its card: the first entry of `summary` whose places are all set, or empty
 * text. `nameOf` gives a node's display name where a whole output is meant.
 */
export function summarise(
  summary: Summary,
  config: JsonObject,
  nameOf: (nodeId: string) => string | undefined = () => undefined,
): string {
  for (const sentence of summary) {
    let complete = true;
    const text = sentence.replace(/\{([^{}]+)\}/g, (_, place: string) => {
      const filled = fill(place, config, nameOf);
      if (filled === '') complete = false;
      return filled;
    });
    if (complete && text !== '') return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text;
  }
  return '';
}

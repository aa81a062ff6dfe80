import { isJsonObject } from '@muster/schema';

/** A value cut into what reads as text, what is a short fact, and what stays data. */
export interface ValueSections {
  facts: readonly { key: string; text: string }[];
  texts: readonly { key: string | null; text: string }[];
  data: readonly { key: string; value: unknown }[];
}

const isLong = (text: string): boolean => text.length > 120 || text.includes('\n');

/** Texts of an agent are meant to be read: they come out of the JSON. Everything stays in the JSON view as well. */
export function sectionsOf(value: unknown): ValueSections {
  if (typeof value === 'string') return { facts: [], texts: [{ key: null, text: value }], data: [] };
  if (!isJsonObject(value)) return { facts: [], texts: [], data: [] };
  const facts: ValueSections['facts'][number][] = [];
  const texts: ValueSections['texts'][number][] = [];
  const data: ValueSections['data'][number][] = [];
  for (const [key, part] of Object.entries(value)) {
    if (typeof part === 'string' && isLong(part)) texts.push({ key, text: part });
    else if (typeof part === 'object' && part !== null) data.push({ key, value: part });
    else facts.push({ key, text: part === null ? '—' : String(part) });
  }
  return { facts, texts, data };
}

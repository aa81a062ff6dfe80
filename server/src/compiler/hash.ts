import { createHash } from 'node:crypto';
import { type GraphDocument, invariant } from '@muster/schema';
import canonicalize from 'canonicalize';

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** SHA-256, in hex, of the canonical JSON (RFC 8785) of a value: the same on every machine, whatever the order of keys. */
export function hashOf(value: unknown): string {
  const text = canonicalText(value);
  invariant(text !== undefined, 'only JSON is hashed');
  return createHash('sha256').update(text).digest('hex');
}

/** Keys that an object does not keep in the order of insertion: array indexes come first, and `__proto__` is no key. */
const unorderedKey = /^(0|[1-9]\d*|__proto__)$/;
const cannotSort = Symbol('cannot sort');

/**
 * The canonical JSON of a value. A copy with sorted keys and the native `JSON.stringify` give the same text as
 * `canonicalize` in half the time; only values with keys that cannot be kept in order take the slow way.
 */
function canonicalText(value: unknown): string | undefined {
  const copy = sortedCopy(value);
  return copy === cannotSort ? canonicalize(value) : JSON.stringify(copy);
}

function sortedCopy(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : cannotSort;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    for (const item of value) {
      const sorted = sortedCopy(item);
      if (sorted === cannotSort) return cannotSort;
      copy.push(sorted);
    }
    return copy;
  }
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const sorted = unorderedKey.test(key) ? cannotSort : sortedCopy((value as Record<string, unknown>)[key]);
    if (sorted === cannotSort) return cannotSort;
    copy[key] = sorted;
  }
  return copy;
}

/**
 * What counts as a graph's content: everything that is drawn except where it stands and in which order it was drawn.
 * Names count, since people read them. An empty policy counts as none.
 */
export function canonicalContent({ schemaVersion, kind, nodes, edges }: GraphDocument) {
  return {
    schemaVersion,
    kind,
    nodes: nodes
      .map(({ policy, ...node }) => (policy && Object.keys(policy).length > 0 ? { ...node, policy } : node))
      .sort(byId),
    edges: [...edges].sort(byId),
  };
}

export const contentHash = (document: GraphDocument): string => hashOf(canonicalContent(document));

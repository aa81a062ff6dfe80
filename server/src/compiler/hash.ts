import { createHash } from 'node:crypto';
import { type GraphDocument, invariant } from '@muster/schema';
import canonicalize from 'canonicalize';

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** SHA-256, in hex, of the canonical JSON (RFC 8785) of a value: the same on every machine, whatever the order of keys. */
export function hashOf(value: unknown): string {
  const text = canonicalize(value);
  invariant(text !== undefined, 'only JSON is hashed');
  return createHash('sha256').update(text).digest('hex');
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

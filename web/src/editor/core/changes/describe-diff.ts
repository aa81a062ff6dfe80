import type { GraphEdge, GraphNode } from '@muster/schema';
import { type EditorDocument, nameOf } from '../graph/document';
import { sameJson } from '../values/config-path';
import { type Diff, diffDocuments, type RecordChange, type TableName } from './diff';

const mostLines = 40;

/** What changed between two documents, a sentence a line, for people. Empty when nothing did. */
export function describeChanges(before: EditorDocument, after: EditorDocument): string[] {
  return describeDiff(diffDocuments(before, after), before, after);
}

/** A diff in words. Moves are counted, everything else is named. */
export function describeDiff(diff: Diff, before: EditorDocument, after: EditorDocument): string[] {
  const of = <Name extends TableName>(table: Name) =>
    diff.filter((change): change is RecordChange<Name> => change.table === table);
  const appeared = new Set(of('nodes').flatMap((change) => (change.before && change.after ? [] : [change.id])));
  const lines = [
    ...of('nodes').flatMap((change) => nodeLines(change)),
    ...of('edges')
      .filter((change) => !touches(change, appeared))
      .flatMap((change) => edgeLines(change, before, after)),
    ...noteLines(of('notes')),
    ...moveLines(of('positions').filter((change) => !appeared.has(change.id))),
  ];
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines), `and ${lines.length - mostLines} more`];
}

function nodeLines({ before, after }: RecordChange<'nodes'>): string[] {
  if (!before && after) return [`Added ${label(after.value)}`];
  if (before && !after) return [`Removed ${label(before.value)}`];
  if (!before || !after) return [];
  const lines: string[] = [];
  if (before.value.name !== after.value.name) lines.push(`Renamed ${label(before.value)} to ${label(after.value)}`);
  const keys = new Set([...Object.keys(before.value.config), ...Object.keys(after.value.config)]);
  const changed = [...keys].filter((key) => !sameJson(own(before.value.config, key), own(after.value.config, key)));
  const policy = sameJson(before.value.policy ?? {}, after.value.policy ?? {}) ? [] : ['how it runs'];
  const parts = [...changed, ...policy];
  if (parts.length > 0) lines.push(`Changed ${label(after.value)}: ${parts.join(', ')}`);
  if (lines.length === 0) lines.push(`Changed ${label(after.value)}`);
  return lines;
}

function edgeLines({ before, after }: RecordChange<'edges'>, old: EditorDocument, now: EditorDocument): string[] {
  const lines: string[] = [];
  if (before) lines.push(`Disconnected ${edgeWords(before.value, old)}`);
  if (after) lines.push(`Connected ${edgeWords(after.value, now)}`);
  return lines;
}

const noteLines = (changes: RecordChange<'notes'>[]): string[] =>
  changes.map(({ before, after }) => (!before ? 'Added a note' : !after ? 'Removed a note' : 'Changed a note'));

const moveLines = (changes: RecordChange<'positions'>[]): string[] =>
  changes.length === 0 ? [] : [changes.length === 1 ? 'Moved 1 node' : `Moved ${changes.length} nodes`];

function touches({ before, after }: RecordChange<'edges'>, nodes: ReadonlySet<string>): boolean {
  const edge = after?.value ?? before?.value;
  return edge !== undefined && before !== null && after === null
    ? nodes.has(edge.source.node) || nodes.has(edge.target.node)
    : false;
}

/** "Severe? (true) → Bug squad". */
export function edgeWords(edge: GraphEdge, document: EditorDocument): string {
  const port = edge.source.port === 'out' ? '' : ` (${edge.source.port})`;
  return `${nameOf(document, edge.source.node)}${port} → ${nameOf(document, edge.target.node)}`;
}

const label = (node: GraphNode): string => node.name || node.id;
const own = (record: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

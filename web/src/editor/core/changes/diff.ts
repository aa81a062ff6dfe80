import type { GraphEdge, GraphNode, GraphView } from '@muster/schema';
import { type EditorDocument, type Point, recordOf } from '../graph/document';
import type { Route } from '../routing/route';
import { sameJson } from '../values/config-path';

type Note = GraphView['notes'][number];

/** The parts of a document that have ids of their own, and so can be compared and put back one by one. */
interface Tables {
  nodes: GraphNode;
  edges: GraphEdge;
  positions: { id: string } & Point;
  notes: Note;
  routes: { id: string; route: Route };
}
export type TableName = keyof Tables;
export const tableNames = ['nodes', 'edges', 'positions', 'notes', 'routes'] as const satisfies readonly TableName[];

/** One record before and after a change. `index` is where it stood, so that undo restores the order too. */
export interface RecordChange<Name extends TableName = TableName> {
  table: Name;
  id: string;
  before: { value: Tables[Name]; index: number } | null;
  after: { value: Tables[Name]; index: number } | null;
}

/** What a change did to a document, as data: undo, redo, merge and words are all made from it. */
export type Diff = readonly RecordChange[];

/** The records of one table, in order. */
export function rowsOf<Name extends TableName>(document: EditorDocument, table: Name): Tables[Name][] {
  const rows: { [Key in TableName]: () => Tables[Key][] } = {
    nodes: () => document.nodes,
    edges: () => document.edges,
    notes: () => document.view.notes,
    positions: () => Object.entries(document.view.nodes).map(([id, { x, y }]) => ({ id, x, y })),
    routes: () => Object.entries(document.view.routes ?? {}).map(([id, route]) => ({ id, route })),
  };
  return rows[table]();
}

let latest: { before: EditorDocument; after: EditorDocument; diff: Diff } | null = null;

/**
 * Every record in which two documents differ. Empty when they say the same. The same list for the pair asked for last:
 * history, autosave and backup all ask for it after a change.
 */
export function diffDocuments(before: EditorDocument, after: EditorDocument): Diff {
  if (latest?.before === before && latest.after === after) return latest.diff;
  const diff = tableNames.flatMap((table) => (untouched(before, after, table) ? [] : diffTable(before, after, table)));
  latest = { before, after, diff };
  return diff;
}

function untouched(before: EditorDocument, after: EditorDocument, table: TableName): boolean {
  if (table === 'positions') return before.view.nodes === after.view.nodes;
  if (table === 'notes' || table === 'routes') return before.view[table] === after.view[table];
  return before[table] === after[table];
}

function diffTable(before: EditorDocument, after: EditorDocument, table: TableName): Diff {
  const left = rowsOf(before, table);
  const right = rowsOf(after, table);
  const inPlace = left.length === right.length && left.every((row, index) => row.id === right[index]?.id);
  return inPlace ? diffRows(table, left, right) : diffAnyRows(before, after, table);
}

/** The usual case, where records changed and none came or went: nothing has to be indexed. */
function diffRows(table: TableName, left: Tables[TableName][], right: Tables[TableName][]): Diff {
  return left.flatMap((was, index) => {
    const is = right[index];
    if (!is || is === was || sameJson(is, was)) return [];
    return [{ table, id: was.id, before: { value: was, index }, after: { value: is, index } }];
  });
}

function diffAnyRows(before: EditorDocument, after: EditorDocument, table: TableName): Diff {
  const old = new Map(rowsOf(before, table).map((value, index) => [value.id, { value, index }]));
  const now = new Map(rowsOf(after, table).map((value, index) => [value.id, { value, index }]));
  const diff: RecordChange[] = [];
  for (const [id, was] of old) {
    const is = now.get(id) ?? null;
    if (!is || !(is.value === was.value || sameJson(is.value, was.value))) {
      diff.push({ table, id, before: was, after: is });
    }
  }
  for (const [id, is] of now) if (!old.has(id)) diff.push({ table, id, before: null, after: is });
  return diff;
}

/** The diff that takes a change back. */
export const invertDiff = (diff: Diff): Diff =>
  diff.map((change) => ({ ...change, before: change.after, after: change.before }));

/** The document with every record of the diff as it is in `after`. */
export function applyDiff(document: EditorDocument, diff: Diff): EditorDocument {
  const table = <Name extends TableName>(name: Name): Tables[Name][] | null => {
    const changes = diff.filter((change): change is RecordChange<Name> => change.table === name);
    return changes.length === 0 ? null : applyToRows(rowsOf(document, name), changes);
  };
  const positions = table('positions');
  const notes = table('notes');
  const routes = table('routes');
  return {
    ...document,
    nodes: table('nodes') ?? document.nodes,
    edges: table('edges') ?? document.edges,
    view: {
      ...document.view,
      ...(positions && { nodes: recordOf(positions.map(({ id, x, y }) => [id, { x, y }])) }),
      ...(notes && { notes }),
      ...(routes && { routes: recordOf(routes.map(({ id, route }) => [id, route])) }),
    },
  };
}

function applyToRows<Row extends { id: string }>(
  rows: Row[],
  changes: { id: string; after: { value: Row; index: number } | null }[],
): Row[] {
  const byId = new Map(changes.map((change) => [change.id, change.after]));
  const present = new Set(rows.map((row) => row.id));
  const kept = rows.flatMap((row) => {
    const after = byId.get(row.id);
    return after === undefined ? [row] : after === null ? [] : [after.value];
  });
  const added = changes.flatMap(({ id, after }) => (after && !present.has(id) ? [after] : []));
  for (const { value, index } of added.sort((left, right) => left.index - right.index)) kept.splice(index, 0, value);
  return kept;
}

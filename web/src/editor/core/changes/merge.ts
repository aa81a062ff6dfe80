import type { EditorDocument } from '../graph/document';
import { removeItems } from '../graph/operations';
import { sameJson } from '../values/config-path';
import { applyDiff, type Diff, diffDocuments, type RecordChange } from './diff';

/** What two people did to the same draft, and what became of both. */
export interface Merge {
  base: EditorDocument;
  mine: Diff;
  theirs: Diff;
  /** Records both changed, differently. Empty: the two go together. */
  clashes: RecordChange[];
  /** Theirs with my changes on top; where we clash, mine. */
  combined: EditorDocument;
}

/** Three-way merge of two drafts that grew from the same one. */
export function mergeDocuments(base: EditorDocument, mine: EditorDocument, theirs: EditorDocument): Merge {
  const myDiff = diffDocuments(base, mine);
  const theirDiff = diffDocuments(base, theirs);
  const keyOf = (change: RecordChange) => `${change.table}/${change.id}`;
  const theirChanges = new Map(theirDiff.map((change) => [keyOf(change), change]));
  const clashes = myDiff.filter((change) => {
    // How an edge is drawn is nothing to ask a person about; mine counts.
    if (change.table === 'routes') return false;
    const other = theirChanges.get(keyOf(change));
    return other !== undefined && !sameJson(other.after?.value ?? null, change.after?.value ?? null);
  });
  return { base, mine: myDiff, theirs: theirDiff, clashes, combined: withoutLooseEdges(applyDiff(theirs, myDiff)) };
}

/** One side may have removed a node the other drew an edge to; such an edge has nowhere to go. */
function withoutLooseEdges(document: EditorDocument): EditorDocument {
  const ids = new Set(document.nodes.map((node) => node.id));
  const loose = document.edges.filter((edge) => !ids.has(edge.source.node) || !ids.has(edge.target.node));
  return loose.length === 0 ? document : removeItems(document, { edges: new Set(loose.map((edge) => edge.id)) });
}

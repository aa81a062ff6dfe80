import { type EditorDocument, nodesById } from '../core/graph/document';
import type { DocumentStore } from './document-store';
import type { ViewStore } from './view-store';

/** Keeps the selection to what is in the document, after undo, redo and changes from elsewhere. Returns what ends it. */
export function keepSelection(documents: DocumentStore, views: ViewStore): () => void {
  return documents.subscribe(({ document }, { document: before }) => {
    if (document.nodes === before.nodes && document.edges === before.edges && document.view === before.view) return;
    const { selection, writing } = views.getState();
    const left = [...selection].filter((id) => isIn(document, id));
    if (left.length < selection.size) views.select(left);
    if (writing !== null && !isIn(document, writing)) views.writeNote(null);
  });
}

const isIn = (document: EditorDocument, id: string): boolean =>
  nodesById(document).has(id) ||
  document.edges.some((edge) => edge.id === id) ||
  document.view.notes.some((note) => note.id === id);

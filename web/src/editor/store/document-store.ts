import { createStore } from 'zustand/vanilla';
import { diffDocuments } from '../core/changes/diff';
import { emptyHistory, type History, recordChange, redo, seal, undo } from '../core/changes/history';
import type { EditorDocument } from '../core/graph/document';
import { withKeptRoutes } from '../core/routing/kept-routes';

export interface DocumentState {
  document: EditorDocument;
  history: History;
}

export type DocumentStore = ReturnType<typeof createDocumentStore>;

/** Owner of the document. Every change a person makes goes through `change`; nothing else writes it but `applyElsewhere`. */
export function createDocumentStore(document: EditorDocument) {
  const store = createStore<DocumentState>(() => ({ document, history: emptyHistory }));
  const set = (next: DocumentState) => {
    const now = store.getState();
    if (next.document !== now.document || next.history !== now.history) store.setState(next);
  };
  return {
    getState: store.getState,
    subscribe: store.subscribe,
    getInitialState: store.getInitialState,
    /**
     * Changes the document. `label` is what undo calls it, such as "Move 3 nodes". Changes that follow each other with
     * the same `mergeKey` are one step of undo.
     */
    change(label: string, operation: (document: EditorDocument) => EditorDocument, mergeKey: string | null = null) {
      const now = store.getState();
      set(recordChange(now, withKeptRoutes(now.document, operation(now.document)), label, mergeKey));
    },
    undo: () => set(undo(store.getState())),
    redo: () => set(redo(store.getState())),
    /** Ends a series of merging changes: the field was left, the key released. */
    seal: () => store.setState(({ history }) => ({ history: seal(history) })),
    /** Puts a change one step ahead, for redo to make: a version that was not chosen and can still be had. */
    offer(label: string, next: EditorDocument) {
      store.setState(({ document, history }) => ({
        history: { ...history, future: [{ label, diff: diffDocuments(document, next), mergeKey: null }] },
      }));
    },
    /** Shows what was changed elsewhere. Never enters the undo stack. */
    applyElsewhere: (next: EditorDocument) => store.setState({ document: next }),
  };
}

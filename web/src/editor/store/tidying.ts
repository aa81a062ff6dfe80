import { createStore, type StoreApi } from 'zustand/vanilla';
import { shapesOf } from '../canvas/model/node-shapes';
import type { Catalogue } from '../core/graph/catalogue';
import { noteSize } from '../core/graph/notes';
import type { LayoutEngine } from '../core/layout/layout-engine';
import { applyLayout } from '../core/layout/place-nodes';
import type { DocumentStore } from './document-store';
import type { ViewStore } from './view-store';

export interface TidyState {
  /** How many nodes are being laid out now; 0 when none are. */
  nodes: number;
  /** True for a moment before the nodes of a graph move. */
  applying: boolean;
  /** Why the last layout did not work, or null. */
  failure: string | null;
}

export interface Tidying {
  store: StoreApi<TidyState>;
  /** Lays all nodes out anew: one step of undo, then everything is brought into view. Never rejects. */
  start: () => Promise<void>;
  /** Stops, and leaves the document as it is. */
  cancel: () => void;
  /** Takes the message of a failure away. */
  dismiss: () => void;
}

interface TidyingParts {
  documents: DocumentStore;
  views: ViewStore;
  catalogue: Catalogue;
  layout: LayoutEngine;
}

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** "Tidy": the layout works beside the editor, so the document may go on changing; what was added meanwhile stays put. */
export function createTidying({ documents, views, catalogue, layout }: TidyingParts): Tidying {
  const store = createStore<TidyState>(() => ({ nodes: 0, applying: false, failure: null }));
  let work: AbortController | null = null;
  const end = () => {
    work?.abort();
    work = null;
  };
  return {
    store,
    async start() {
      if (work) return;
      const { document } = documents.getState();
      if (document.nodes.length === 0) return;
      const mine = new AbortController();
      work = mine;
      store.setState({ nodes: document.nodes.length, failure: null });
      try {
        const shapeOf = shapesOf(document, catalogue);
        const result = await layout.layout(document, shapeOf, mine.signal);
        if (mine.signal.aborted) return;
        store.setState({ applying: true });
        // Reading the answer, making room for it and applying it are tasks of their own, so that none takes long.
        await nextTask();
        if (mine.signal.aborted) return;
        documents.change('Tidy', (now) => {
          return applyLayout(now, document, result, { shapeOf: shapesOf(now, catalogue), noteSizeOf: noteSize });
        });
        views.fitAll();
        views.announce('Tidied. Undo brings the old places back.');
        store.setState({ nodes: 0 });
      } catch (error) {
        if (mine.signal.aborted) return;
        store.setState({ nodes: 0, failure: error instanceof Error ? error.message : String(error) });
      } finally {
        store.setState({ applying: false });
        if (work === mine) work = null;
      }
    },
    cancel() {
      end();
      store.setState({ nodes: 0 });
    },
    dismiss: () => store.setState({ failure: null }),
  };
}

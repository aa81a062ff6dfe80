import type { GraphView, Json, NodeTypeManifest } from '@muster/schema';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { shapesOf } from '../canvas/model/node-shapes';
import { diffDocuments } from '../core/changes/diff';
import { type Catalogue, catalogueOf } from '../core/graph/catalogue';
import { type Point, readDocument } from '../core/graph/document';
import type { LayoutEngine } from '../core/layout/layout-engine';
import { withAllPlaced } from '../core/layout/place-nodes';
import type { ModeMemory } from '../core/values/value-modes';
import { Autosave } from './autosave';
import { BackupStore } from './backup';
import { browserClock, type Clock } from './clock';
import { type Commands, createCommands } from './commands';
import { createDocumentStore, type DocumentStore } from './document-store';
import type { EditorApi, LiveVersion, LoadedWorkflow } from './editor-api';
import { keepSelection } from './keep-selection';
import { LastRunStore } from './last-run';
import { LiveCompile } from './live-compile';
import { createTidying, type Tidying } from './tidying';
import { createViewStore, type ViewStore } from './view-store';

export interface WorkflowState {
  name: string;
  live: LiveVersion | null;
}

/** One workflow open in the editor: its stores, each with one owner, and what can be done to them. */
export interface EditorSession {
  workflowId: string;
  api: EditorApi;
  catalogue: Catalogue;
  documents: DocumentStore;
  views: ViewStore;
  autosave: Autosave;
  problems: LiveCompile;
  lastRun: LastRunStore;
  tidying: Tidying;
  workflow: StoreApi<WorkflowState>;
  commands: Commands;
  /** What each field was left with in its other modes, by node and place; lasts while the workflow is open. */
  modes: Map<string, ModeMemory>;
  /** Typed text that is not JSON yet, with the value that stands meanwhile, by node and place. */
  unread: Map<string, { text: string; value: Json | undefined }>;
  /** Set by the canvas: the middle of what is in sight. */
  setCentre: (centre: () => Point) => void;
  /** Sentences to show once after opening. */
  notices: string[];
  stop: () => void;
}

export interface SessionParts {
  api: EditorApi;
  workflow: LoadedWorkflow;
  nodeTypes: readonly NodeTypeManifest[];
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  clock?: Clock;
  layout: LayoutEngine;
}

export type Opened =
  | { ok: true; session: EditorSession }
  | { ok: false; reason: 'newer' | 'unreadable'; message: string };

/** Opens a loaded workflow, with places for nodes that have none: graphs made through the API. That is no change of anybody's. */
export async function prepareSession(parts: SessionParts): Promise<() => Opened> {
  const read = readDocument(parts.workflow.draft);
  if (!read.ok) return () => read;
  const shapes = shapesOf(read.document, catalogueOf(parts.nodeTypes));
  const { view } = await withAllPlaced(read.document, shapes, parts.layout);
  return () => openSession(parts, view);
}

/** Opens a loaded workflow: reads the draft, brings unsaved work of this tab back, and begins to save and to check. */
function openSession(
  { api, workflow, nodeTypes, storage, layout, clock = browserClock }: SessionParts,
  view: GraphView,
): Opened {
  const read = readDocument(workflow.draft);
  if (!read.ok) return read;
  const catalogue = catalogueOf(nodeTypes);
  const stored = { ...read.document, view };
  const backups = new BackupStore(workflow.id, storage);
  const backup = backups.read();
  const unsaved = backup !== null && diffDocuments(stored, backup.document).length > 0 ? backup : null;
  const current = unsaved !== null && unsaved.revision === workflow.revision;
  const base = unsaved && !current ? (unsaved.base ?? stored) : stored;

  const documents = createDocumentStore(base);
  const views = createViewStore();
  const autosave = new Autosave({
    workflowId: workflow.id,
    api,
    documents,
    backup: backups,
    clock,
    base: { revision: unsaved && !current ? unsaved.revision : workflow.revision, document: base },
  });
  const tidying = createTidying({ documents, views, catalogue, layout });
  const endKeeping = keepSelection(documents, views);
  const problems = new LiveCompile(api, documents, clock);
  const lastRun = new LastRunStore({
    workflow: { id: workflow.id, kind: read.document.kind },
    api,
    documents,
    storage,
  });
  const info = createStore<WorkflowState>(() => ({ name: workflow.name, live: workflow.live }));
  let centre = (): Point => ({ x: 0, y: 0 });
  const notices = [...read.repairs];
  if (unsaved) {
    documents.applyElsewhere(unsaved.document);
    if (current) notices.push('Your unsaved changes are back.');
    else autosave.enterConflict(workflow.revision, stored);
  } else backups.clear();

  const session: EditorSession = {
    workflowId: workflow.id,
    api,
    catalogue,
    documents,
    views,
    autosave,
    problems,
    lastRun,
    modes: new Map(),
    unread: new Map(),
    tidying,
    workflow: info,
    commands: createCommands({ documents, views, catalogue, tidying, centre: () => centre() }),
    setCentre: (next) => {
      centre = next;
    },
    notices,
    stop: () => {
      autosave.stop();
      problems.stop();
      endKeeping();
      lastRun.stop();
      tidying.cancel();
    },
  };
  return { ok: true, session };
}

'use client';
import type { GraphNode } from '@muster/schema';
import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import { type EditorDocument, nodesById } from '../core/graph/document';
import type { SyncState } from './autosave';
import type { DocumentState } from './document-store';
import type { EditorSession, WorkflowState } from './editor-session';
import type { LastRunState } from './last-run';
import type { ProblemsState } from './live-compile';
import type { ViewState } from './view-store';

const SessionContext = createContext<EditorSession | null>(null);

export function EditorProvider({ session, children }: { session: EditorSession; children: ReactNode }) {
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

/** The open workflow. Its own identity never changes while it is open; read from its stores with the hooks below. */
export function useEditor(): EditorSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useEditor needs an EditorProvider above it');
  return session;
}

/** A part of the document. Select primitives, or objects the document itself holds. */
export const useDocument = <Part,>(select: (state: DocumentState) => Part): Part =>
  useStore(useEditor().documents, select);

export const useView = <Part,>(select: (state: ViewState) => Part): Part => useStore(useEditor().views, select);

export const useSync = <Part,>(select: (state: SyncState) => Part): Part =>
  useStore(useEditor().autosave.store, select);

export const useProblems = <Part,>(select: (state: ProblemsState) => Part): Part =>
  useStore(useEditor().problems.store, select);

export const useLastRun = <Part,>(select: (state: LastRunState) => Part): Part =>
  useStore(useEditor().lastRun.store, select);

export const useWorkflow = <Part,>(select: (state: WorkflowState) => Part): Part =>
  useStore(useEditor().workflow, select);

export const useNode = (nodeId: string): GraphNode | undefined =>
  useDocument(({ document }) => nodesById(document).get(nodeId));

/** The document as it is now, for handlers; does not follow changes. */
export const documentNow = (session: EditorSession): EditorDocument => session.documents.getState().document;

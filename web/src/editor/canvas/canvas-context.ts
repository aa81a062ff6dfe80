'use client';
import { createContext, useContext } from 'react';

/** What cards may do to the canvas they stand on. Stable for the life of a canvas. */
export interface CanvasActions {
  toggleSquad: (nodeId: string) => void;
  setNoteText: (noteId: string, text: string) => void;
}

export const CanvasContext = createContext<CanvasActions>({
  toggleSquad: () => undefined,
  setNoteText: () => undefined,
});

export const useCanvas = (): CanvasActions => useContext(CanvasContext);

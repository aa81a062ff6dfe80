'use client';
import { createContext, useContext } from 'react';
import type { Point } from '../core/document';
import type { Size } from '../core/layout/layout';

/** What cards may do to the canvas they stand on. Stable for the life of a canvas. */
export interface CanvasActions {
  toggleSquad: (nodeId: string) => void;
  /** Opens a note for writing; null ends it. */
  writeNote: (noteId: string | null) => void;
  setNoteText: (noteId: string, text: string) => void;
  /** Shows a note's box while it is resized. */
  showNoteBox: (noteId: string, box: Point & Size) => void;
  /** Keeps the box a note was resized to. */
  setNoteBox: (noteId: string, box: Point & Size) => void;
}

const nothing = () => undefined;

export const CanvasContext = createContext<CanvasActions>({
  toggleSquad: nothing,
  writeNote: nothing,
  setNoteText: nothing,
  showNoteBox: nothing,
  setNoteBox: nothing,
});

export const useCanvas = (): CanvasActions => useContext(CanvasContext);

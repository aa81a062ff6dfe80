'use client';
import { createContext, useContext } from 'react';
import type { Point, Size } from '../../core/graph/document';
import type { View } from '../view/opening-view';

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
  /** Moves the view at once. When many nodes come into sight with it, they appear a few in a frame. */
  showAt: (view: View) => void;
  /** Takes all nodes off the page until `showAt`, or a moment longer, when most of them are about to move. */
  hideAll: () => void;
}

const nothing = () => undefined;

export const CanvasContext = createContext<CanvasActions>({
  toggleSquad: nothing,
  writeNote: nothing,
  setNoteText: nothing,
  showNoteBox: nothing,
  setNoteBox: nothing,
  showAt: nothing,
  hideAll: nothing,
});

export const useCanvas = (): CanvasActions => useContext(CanvasContext);

/** True while the canvas is seen from so far that nothing on a card can be read: cards are shapes without details. */
export const FarContext = createContext(false);

export const useIsFar = (): boolean => useContext(FarContext);

import type { GraphView } from '@muster/schema';
import type { EditorDocument, Point, Size } from './document';
import { freshId } from './ids';
import { grid, snap } from './snap';

type Note = GraphView['notes'][number];

/** The smallest and the largest a person can make a note, in pixels. */
export const noteLimits = { min: { width: 120, height: 48 }, max: { width: 2000, height: 2000 } } as const;

const defaultWidth = 220;

/** Size of a note: as it was made, else as high as its text needs, within reason. */
export function noteSize({ text, width, height }: Pick<Note, 'text' | 'width' | 'height'>): Size {
  const wide = width ?? defaultWidth;
  const perLine = Math.max(1, Math.floor((wide - 24) / 6.5));
  const lines = text.split('\n').reduce((count, line) => count + Math.max(1, Math.ceil(line.length / perLine)), 0);
  return { width: wide, height: height ?? Math.min(400, Math.max(64, 28 + lines * 19)) };
}

export function addNote(document: EditorDocument, at: Point, text = ''): { document: EditorDocument; noteId: string } {
  const taken = [...document.view.notes.map((note) => note.id), ...document.nodes.map((node) => node.id)];
  const note = { id: freshId('note', taken), ...snap(at), text };
  return {
    document: { ...document, view: { ...document.view, notes: [...document.view.notes, note] } },
    noteId: note.id,
  };
}

export const setNoteText = (document: EditorDocument, noteId: string, text: string): EditorDocument =>
  withChangedNote(document, noteId, (note) => ({ ...note, text: text.slice(0, 10_000) }));

/** Gives a note a place and a size, on the grid and within the limits. */
export const resizeNote = (document: EditorDocument, noteId: string, box: Point & Size): EditorDocument =>
  withChangedNote(document, noteId, (note) => ({
    ...note,
    ...snap(box),
    width: within(box.width, noteLimits.min.width, noteLimits.max.width),
    height: within(box.height, noteLimits.min.height, noteLimits.max.height),
  }));

const within = (value: number, min: number, max: number): number =>
  Math.min(max, Math.max(min, Math.round(value / grid) * grid));

function withChangedNote(document: EditorDocument, noteId: string, change: (note: Note) => Note): EditorDocument {
  const notes = document.view.notes.map((note) => (note.id === noteId ? change(note) : note));
  return { ...document, view: { ...document.view, notes } };
}

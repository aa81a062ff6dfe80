import { describe, expect, it } from 'vitest';
import { emptyHistory, recordChange, undo } from '../changes/history';
import { freePlace } from './free-place';
import { addNote, noteLimits, noteSize, resizeNote, setNoteText } from './notes';
import { testDocument } from './testing';

const { document, noteId } = addNote(testDocument(['a']), { x: 0, y: 400 }, 'one line');
const note = (from: typeof document) => from.view.notes.find(({ id }) => id === noteId);

describe('notes', () => {
  it('are as high as their text until somebody resizes them', () => {
    expect(noteSize({ text: '' })).toEqual({ width: 220, height: 64 });
    expect(noteSize({ text: 'line\n'.repeat(10) }).height).toBeGreaterThan(200);
    expect(noteSize({ text: 'line\n'.repeat(10), width: 300, height: 100 })).toEqual({ width: 300, height: 100 });
  });

  it('take a size and a place on the grid, within limits, and keep their text', () => {
    const resized = resizeNote(document, noteId, { x: 13, y: 402, width: 301, height: 1 });
    expect(note(resized)).toEqual({
      id: noteId,
      text: 'one line',
      x: 12,
      y: 404,
      width: 300,
      height: noteLimits.min.height,
    });
    expect(note(setNoteText(resized, noteId, 'other'))).toMatchObject({ text: 'other', width: 300 });
  });

  it('come back to their size with undo', () => {
    const resized = resizeNote(document, noteId, { x: 0, y: 400, width: 300, height: 200 });
    const step = recordChange({ document, history: emptyHistory }, resized, 'Resize a note');
    expect(note(undo(step).document)).toEqual(note(document));
  });
});

describe('a free place', () => {
  const size = { width: 220, height: 64 };
  const covers = (box: { x: number; y: number; width: number; height: number }, at: { x: number; y: number }) =>
    at.x < box.x + box.width && box.x < at.x + size.width && at.y < box.y + box.height && box.y < at.y + size.height;

  it('is the middle when nothing stands there', () => {
    expect(freePlace([], size, { x: 110, y: 32 })).toEqual({ x: 0, y: 0 });
  });

  it('covers nothing, and is near', () => {
    const taken = Array.from({ length: 100 }, (_, index) => ({
      x: (index % 10) * 228,
      y: Math.floor(index / 10) * 120,
      width: 208,
      height: 104,
    }));
    const spot = freePlace(taken, size, { x: 1140, y: 600 });
    expect(taken.filter((box) => covers(box, spot))).toEqual([]);
    expect(Math.hypot(spot.x - 1140, spot.y - 600)).toBeLessThan(900);
  });

  it('is below everything when all around is full', () => {
    const wall = { x: -100_000, y: -100_000, width: 200_000, height: 200_000 };
    expect(freePlace([wall], size, { x: 0, y: 0 }).y).toBeGreaterThanOrEqual(100_000);
  });
});

import { describe, expect, it } from 'vitest';
import type { FocusPlace } from '../focus/focus-place';
import { actionOf, type Keymap } from './keymap';

const done: string[] = [];
const does = (what: string) => () => void done.push(what);

const keymap: Keymap = {
  everywhere: { k: does('search'), enter: does('run') },
  notWriting: { z: does('undo'), 'shift+z': does('redo') },
  anyControl: { '/': does('palette'), '?': does('help') },
  onCanvas: { n: does('note'), delete: does('delete') },
  enter: () => does('open'),
  arrow: (key, far) => (key.startsWith('Arrow') ? does(far ? 'far' : 'near') : null),
  escape: does('escape'),
};

function press(key: string, place: FocusPlace, { singleKeys = true, ...held }: Held = {}): string | null {
  done.length = 0;
  const event = { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
  actionOf(event, place, keymap, singleKeys)?.();
  return done[0] ?? null;
}
type Held = { singleKeys?: boolean; ctrlKey?: boolean; metaKey?: boolean; altKey?: boolean; shiftKey?: boolean };

describe('keys of the editor', () => {
  it('typed alone act on the canvas only', () => {
    for (const key of ['n', 'Delete', 'ArrowLeft', 'Enter']) {
      expect(press(key, 'canvas')).not.toBeNull();
      for (const place of ['field', 'overlay', 'control', 'nowhere'] as const) expect(press(key, place)).toBeNull();
    }
  });

  it('that change nothing act on buttons too, but never where a field lost the focus', () => {
    expect([press('/', 'canvas'), press('/', 'control')]).toEqual(['palette', 'palette']);
    expect([press('/', 'field'), press('/', 'nowhere'), press('?', 'nowhere')]).toEqual([null, null, null]);
  });

  it('with Ctrl or ⌘ act everywhere, and undo leaves a field to itself', () => {
    expect(press('k', 'field', { ctrlKey: true })).toBe('search');
    expect(press('Enter', 'nowhere', { metaKey: true })).toBe('run');
    expect(press('z', 'field', { ctrlKey: true })).toBeNull();
    expect(press('Z', 'nowhere', { metaKey: true, shiftKey: true })).toBe('redo');
    expect(press('n', 'canvas', { ctrlKey: true })).toBeNull();
    expect(press('n', 'canvas', { altKey: true })).toBeNull();
  });

  it('with Enter confirm the dialog that is open', () => {
    expect(press('Enter', 'overlay', { ctrlKey: true })).toBeNull();
    expect(press('k', 'overlay', { ctrlKey: true })).toBe('search');
    expect(press('z', 'overlay', { ctrlKey: true })).toBeNull();
  });

  it('that are letters, digits or signs can be switched off; others stay (WCAG 2.1.4)', () => {
    const off = { singleKeys: false };
    expect(['n', '/', '?'].map((key) => press(key, 'canvas', off))).toEqual([null, null, null]);
    expect(['Delete', 'ArrowUp', 'Enter'].map((key) => press(key, 'canvas', off))).toEqual(['delete', 'near', 'open']);
    expect(press('k', 'canvas', { ...off, ctrlKey: true })).toBe('search');
  });

  it('move farther with Shift', () => {
    expect(press('ArrowUp', 'canvas', { shiftKey: true })).toBe('far');
  });
});

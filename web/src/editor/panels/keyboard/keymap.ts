import type { FocusPlace } from '../focus/focus-place';

type Actions = Readonly<Record<string, () => void>>;

/** What the keys do, by where they act. Keys are named as `KeyboardEvent.key` in lower case. */
export interface Keymap {
  /** With ⌘ or Ctrl, wherever the focus is; Enter in a dialog confirms the dialog. */
  everywhere: Actions;
  /** With ⌘ or Ctrl, unless a field or a dialog has the focus. */
  notWriting: Actions;
  /** Single keys on the canvas, and on buttons and links too, since they change nothing. */
  anyControl: Actions;
  /** Single keys while the canvas has the focus. */
  onCanvas: Actions;
  enter: () => (() => void) | null;
  arrow: (key: string, far: boolean) => (() => void) | null;
  escape: () => void;
}

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * Returns what a key does here, or null when it is not ours. `singleKeys` false: no letter, digit or sign does anything
 * by itself, which WCAG 2.1.4 asks for; Delete, Enter and the arrows still do.
 */
export function actionOf(event: Key, place: FocusPlace, keymap: Keymap, singleKeys: boolean): (() => void) | null {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (place === 'overlay' && key === 'enter') return null;
    const further = takesText(place) ? undefined : keymap.notWriting[event.shiftKey ? `shift+${key}` : key];
    return keymap.everywhere[key] ?? further ?? null;
  }
  if (event.altKey || takesText(place) || place === 'nowhere') return null;
  const typed = [...event.key].length === 1;
  if (typed && !singleKeys) return null;
  if (keymap.anyControl[key]) return keymap.anyControl[key];
  if (place !== 'canvas') return null;
  if (key === 'enter') return keymap.enter();
  return keymap.onCanvas[key] ?? keymap.arrow(event.key, event.shiftKey);
}

const takesText = (place: FocusPlace): boolean => place === 'field' || place === 'overlay';

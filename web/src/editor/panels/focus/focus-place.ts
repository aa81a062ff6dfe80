/**
 * What has the focus, as far as keys are concerned. `field`: something that is written in or chosen from. `overlay`: a
 * dialog, menu or list over the page, or a field in one. `control`: a button or link. `nowhere`: a field that was
 * written in lost the focus, and what is typed next was meant for it.
 */
export type FocusPlace = 'field' | 'overlay' | 'canvas' | 'control' | 'nowhere';

const writing = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const choosing = '[role="combobox"], [role="radio"], [role="tab"], [role="option"], [role="menuitem"]';
const overlays = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** True for an element that is written in. */
export const isWritten = (element: Element): boolean => element.closest(writing) !== null;

/** True for an element in a dialog, menu or list that lies over the page. */
export const isOverlay = (element: Element): boolean => element.closest(overlays) !== null;

/** Returns what has the focus. `leftField`: the element that had it before was written in. */
export function focusPlace(focused: Element | null, leftField: boolean): FocusPlace {
  if (!focused || focused === focused.ownerDocument.body) return leftField ? 'nowhere' : 'canvas';
  if (isOverlay(focused)) return 'overlay';
  if (isWritten(focused) || focused.closest(choosing)) return 'field';
  return focused.closest('.react-flow') ? 'canvas' : 'control';
}

'use client';
import { useEffect, useState } from 'react';

/** What had the focus when the first of the open dialogs opened. */
let opener: HTMLElement | null = null;

/** Returns what opened a dialog: the focused element, or the button of the menu it was chosen from. */
function openerNow(): HTMLElement | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body || active.closest('[role="dialog"]')) return null;
  const menu = active.closest('[role="menu"]');
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active;
}

function returnFocus(): void {
  requestAnimationFrame(() => {
    // Another dialog, or what was chosen, has the focus already.
    if (document.activeElement !== document.body || document.querySelector('[role="dialog"]')) return;
    if (opener?.isConnected) opener.focus();
    opener = null;
  });
}

/** Brings the focus back to what opened a dialog that is on the page only while it is open. */
export function useReturnFocusOnLeave(): void {
  // While it is drawn first: a field in it takes the focus as soon as it is on the page.
  useState(() => {
    opener = openerNow() ?? opener;
  });
  useEffect(() => returnFocus, []);
}

/**
 * Brings the focus back to what opened a dialog when it closes, also when one dialog followed another. Radix does so only
 * for dialogs with a trigger of their own. Returns the handler for `onCloseAutoFocus`.
 */
export function useReturnFocus(open: boolean): (event: Event) => void {
  useEffect(() => {
    if (open) opener = openerNow() ?? opener;
  }, [open]);
  return (event) => {
    event.preventDefault();
    returnFocus();
  };
}

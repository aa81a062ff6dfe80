'use client';
import { useEffect } from 'react';

/** What had the focus when the first of the open dialogs opened. */
let opener: HTMLElement | null = null;

/** Returns what opened a dialog: the focused element, or the button of the menu it was chosen from. */
function openerNow(): HTMLElement | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body || active.closest('[role="dialog"]')) return null;
  const menu = active.closest('[role="menu"]');
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active;
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
    requestAnimationFrame(() => {
      // Another dialog, or what was chosen, has the focus already.
      if (document.activeElement !== document.body || document.querySelector('[role="dialog"]')) return;
      if (opener?.isConnected) opener.focus();
      opener = null;
    });
  };
}

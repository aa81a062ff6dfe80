/** "⌘" on a Mac, "Ctrl " elsewhere. Only in the browser. */
export const modKey = (): string =>
  typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl ';

/** True when keys belong to something that is written in, or to a menu or dialog. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null
  );
}

export interface Shortcut {
  keys: string;
  does: string;
}

/** The sheet behind `?`, in groups. `mod` is the platform's key. */
export const shortcutSheet = (mod: string): { title: string; shortcuts: Shortcut[] }[] => [
  {
    title: 'Everywhere',
    shortcuts: [
      { keys: `${mod}K`, does: 'Search or jump to…' },
      { keys: `${mod}↵`, does: 'Run' },
      { keys: `${mod}S`, does: 'Save now' },
      { keys: `${mod}Z`, does: 'Undo' },
      { keys: `${mod}⇧Z`, does: 'Redo' },
      { keys: '?', does: 'This sheet' },
    ],
  },
  {
    title: 'Canvas',
    shortcuts: [
      { keys: '/', does: 'Add a node' },
      { keys: 'Tab', does: 'Next node' },
      { keys: '↵', does: 'Select the node; again: open it' },
      { keys: 'C', does: 'Connect the selected node' },
      { keys: '← ↑ → ↓', does: 'Move what is selected' },
      { keys: '⇧ ← ↑ → ↓', does: 'Move it farther' },
      { keys: `${mod}A`, does: 'Select everything' },
      { keys: 'Esc', does: 'Cancel, or select nothing' },
      { keys: 'Del', does: 'Delete' },
      { keys: `${mod}D`, does: 'Duplicate' },
      { keys: `${mod}C ${mod}X ${mod}V`, does: 'Copy, cut, paste' },
      { keys: '1', does: 'Fit everything' },
      { keys: 'T', does: 'Tidy' },
      { keys: 'N', does: 'Add a note' },
      { keys: '⇧ drag', does: 'Select a box' },
      { keys: 'Space drag', does: 'Move the canvas' },
    ],
  },
  {
    title: 'Writing',
    shortcuts: [{ keys: '@  {{', does: 'Insert what an earlier node produced' }],
  },
];

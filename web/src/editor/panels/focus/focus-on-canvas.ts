import type { ViewStore } from '../../store/view-store';

const canvas = (): HTMLElement | null => document.querySelector<HTMLElement>('.react-flow');

/** Frames to wait for a node: it is mounted when it comes into sight, which an animation may take a moment to reach. */
const mostFrames = 60;

/** Focuses a node or note on the canvas, as soon as it is drawn there; the canvas itself until then, or without one. */
export function focusOnCanvas(id: string | null = null): void {
  focusSoon(() => {
    canvas()?.focus({ preventScroll: true });
    if (id !== null) focusWhenDrawn(id, mostFrames);
  });
}

function focusWhenDrawn(id: string, frames: number): void {
  const item = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`);
  if (item) item.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenDrawn(id, frames - 1));
}

/** Calls back when a dialog that is closing has given the focus back and what it opened is drawn. */
export function focusSoon(focus: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(focus)));
}

/** Focuses the first output of the selected node that can be connected, in the inspector. */
export function focusConnectField(): void {
  document.querySelector<HTMLElement>('[data-connect] [role="combobox"]:not(:disabled)')?.focus();
}

/** Opens the inspector for what is selected, if it was closed by hand. */
export function showInspector(views: ViewStore): void {
  if (views.getState().panels.inspector === false) views.setPanel('inspector', null);
}

const mark = 'is-drop-target';

/** The edge under a point of the window, if there is one. */
function edgeAt(x: number, y: number): Element | null {
  return document.elementFromPoint(x, y)?.closest('.react-flow__edge') ?? null;
}

/** Marks the edge a drag from the palette is over; a drop there goes between its ends. */
export function markDropEdge(event: { clientX: number; clientY: number }): void {
  const edge = edgeAt(event.clientX, event.clientY);
  for (const other of document.querySelectorAll(`.${mark}`)) if (other !== edge) other.classList.remove(mark);
  edge?.classList.add(mark);
}

/** The id of the edge a drop is on, and the end of the marking. */
export function takeDropEdge(event: { clientX: number; clientY: number }): string | null {
  for (const marked of document.querySelectorAll(`.${mark}`)) marked.classList.remove(mark);
  return edgeAt(event.clientX, event.clientY)?.getAttribute('data-id') ?? null;
}

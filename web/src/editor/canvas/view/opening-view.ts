import type { Point, Size } from '../../core/graph/document';

/** A node of the canvas as it stands there: its id, upper left corner and size, in the graph's own pixels. */
export interface Box extends Point, Size {
  id: string;
}

/** What the canvas shows: screen = graph × zoom + offset. The form React Flow uses. */
export interface View extends Point {
  zoom: number;
}

export interface ViewInput {
  /** Size of the canvas on the screen, in pixels. */
  size: Size;
  boxes: readonly Box[];
  /** Ids to bring into sight: what failed, waits or runs; the last matters most. Empty when nothing stands out. */
  focus: readonly string[];
  /** Where a reader begins when nothing stands out: the trigger of a pipeline, the lead of a squad. */
  startId: string | null;
}

/** A graph opens no smaller than this: below it, the text of a card is hard to read. */
export const smallestOpeningZoom = 0.8;
/** And no larger than it was drawn. */
const largestOpeningZoom = 1;
/** Free room between the graph and the edge of the canvas, in screen pixels. */
const margin = 32;

/**
 * Returns the view a graph opens with. All of it when it fits at 80 % or more. Else the part that matters, at 80 %: the
 * focus in the middle, or the start at the left; never more empty space than the margin where there is graph to show.
 */
export function openingView({ size, boxes, focus, startId }: ViewInput): View {
  const all = boundsOf(boxes);
  if (!all || size.width <= 0 || size.height <= 0) return { x: margin, y: margin, zoom: largestOpeningZoom };
  const fitting = Math.min(room(size.width) / all.width, room(size.height) / all.height, largestOpeningZoom);
  const zoom = Math.max(fitting, smallestOpeningZoom);
  const focused = targetOf(boxes, focus, size, zoom);
  const start = boxes.find((box) => box.id === startId) ?? leftmost(boxes);
  return {
    x: offset(size.width, all.x, all.width, focused ? spanOf(focused, 'x') : [start.x, all.width], zoom),
    y: offset(size.height, all.y, all.height, spanOf(focused ?? start, 'y'), zoom),
    zoom,
  };
}

/**
 * Returns the view that shows the focus at the zoom there is, moved as little as needed; `view` itself when it is in
 * sight already. For following a run.
 */
export function followingView(view: View, { size, boxes, focus }: Omit<ViewInput, 'startId'>): View {
  const { zoom } = view;
  const all = boundsOf(boxes);
  const target = targetOf(boxes, focus, size, zoom);
  if (!all || !target || size.width <= 0 || size.height <= 0) return view;
  const moved = {
    x: isInSight(view.x, target.x, target.width, size.width, zoom)
      ? view.x
      : offset(size.width, all.x, all.width, spanOf(target, 'x'), zoom),
    y: isInSight(view.y, target.y, target.height, size.height, zoom)
      ? view.y
      : offset(size.height, all.y, all.height, spanOf(target, 'y'), zoom),
  };
  return moved.x === view.x && moved.y === view.y ? view : { ...moved, zoom };
}

/** Everything in focus when that fits on the screen, else what matters most of it. */
function targetOf(boxes: readonly Box[], focus: readonly string[], size: Size, zoom: number): (Point & Size) | null {
  const found = focus.flatMap((id) => boxes.find((box) => box.id === id) ?? []);
  const together = boundsOf(found);
  if (!together) return null;
  const fits = together.width * zoom <= room(size.width) && together.height * zoom <= room(size.height);
  return fits ? together : (found.at(-1) ?? null);
}

const room = (length: number): number => Math.max(1, length - 2 * margin);

const spanOf = (box: Point & Size, axis: 'x' | 'y'): [from: number, length: number] =>
  axis === 'x' ? [box.x, box.width] : [box.y, box.height];

/** Whether a span lies on the screen; one longer than the screen does when its beginning is near the near edge. */
function isInSight(shift: number, from: number, length: number, screen: number, zoom: number): boolean {
  const start = from * zoom + shift;
  const end = start + Math.min(length * zoom, screen - margin);
  return start >= 0 && end <= screen;
}

/** Where one axis begins, so that the target is in the middle (or begins at the margin when it is longer than that). */
function offset(
  screen: number,
  from: number,
  length: number,
  [targetFrom, targetLength]: [from: number, length: number],
  zoom: number,
): number {
  if (length * zoom <= room(screen)) return (screen - length * zoom) / 2 - from * zoom;
  const centred =
    targetLength * zoom <= room(screen)
      ? screen / 2 - (targetFrom + targetLength / 2) * zoom
      : margin - targetFrom * zoom;
  const first = margin - from * zoom;
  const last = screen - margin - (from + length) * zoom;
  return Math.min(first, Math.max(last, centred));
}

function leftmost(boxes: readonly Box[]): Box {
  return boxes.reduce((best, box) => (box.x < best.x || (box.x === best.x && box.y < best.y) ? box : best));
}

function boundsOf(boxes: readonly (Point & Size)[]): (Point & Size) | null {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

import type { GraphView } from '@muster/schema';
import type { Point } from '../graph/document';
import { type Box, CardIndex, overlap } from '../routing/card-index';

type Note = GraphView['notes'][number];

/** Room around a note, in pixels. */
const gap = 20;

interface NotePlacement {
  notes: readonly Note[];
  /** Where the nodes were, and where they are now. */
  before: ReadonlyMap<string, Box>;
  after: ReadonlyMap<string, Box>;
  sizeOf: (note: Note) => { width: number; height: number };
}

/**
 * New places for notes after nodes were laid out. A note moves with the node it was nearest to; where it would lie on
 * a node or another note, it goes below the graph.
 */
export function placeNotes({ notes, before, after, sizeOf }: NotePlacement): Map<string, Point> {
  const taken = new CardIndex();
  for (const [id, box] of after) taken.set(id, box);
  let bottom = Math.max(0, ...[...after.values()].map(({ y, height }) => y + height));
  const left = Math.min(...[...after.values()].map(({ x }) => x));
  const places = new Map<string, Point>();
  for (const note of notes) {
    const size = sizeOf(note);
    const nearest = nearestTo({ x: note.x, y: note.y, ...size }, before);
    const [from, to] = nearest === null ? [] : [before.get(nearest), after.get(nearest)];
    let box: Box = { x: note.x, y: note.y, ...size };
    if (from && to) box = { ...box, x: note.x + to.x - from.x, y: note.y + to.y - from.y };
    if (isTaken(taken, box)) {
      box = { ...box, x: left, y: bottom + 2 * gap };
      bottom = box.y + box.height;
    }
    taken.set(`note ${note.id}`, box);
    places.set(note.id, { x: box.x, y: box.y });
  }
  return places;
}

function isTaken(taken: CardIndex, { x, y, width, height }: Box): boolean {
  const area = { x: x - gap / 2, y: y - gap / 2, width: width + gap, height: height + gap };
  for (const box of taken.within(area)) if (overlap(box, area)) return true;
  return false;
}

function nearestTo(box: Box, nodes: ReadonlyMap<string, Box>): string | null {
  let best: { id: string; distance: number } | null = null;
  for (const [id, node] of nodes) {
    const x = Math.max(0, node.x - box.x - box.width, box.x - node.x - node.width);
    const y = Math.max(0, node.y - box.y - box.height, box.y - node.y - node.height);
    const distance = x * x + y * y;
    if (!best || distance < best.distance) best = { id, distance };
  }
  return best?.id ?? null;
}

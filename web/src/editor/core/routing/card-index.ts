/** A rectangle on the canvas, in pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Side of a square of the index, in pixels: about the size of a node. */
const cell = 320;

/** Finds the cards near a place without looking at all of them. */
export class CardIndex {
  readonly #boxes = new Map<string, Box>();
  readonly #cells = new Map<string, Set<string>>();

  get size(): number {
    return this.#boxes.size;
  }

  get(id: string): Box | undefined {
    return this.#boxes.get(id);
  }

  ids(): IterableIterator<string> {
    return this.#boxes.keys();
  }

  set(id: string, box: Box): void {
    this.delete(id);
    this.#boxes.set(id, box);
    for (const key of cellsOf(box)) {
      const here = this.#cells.get(key);
      if (here) here.add(id);
      else this.#cells.set(key, new Set([id]));
    }
  }

  delete(id: string): void {
    const box = this.#boxes.get(id);
    if (!box) return;
    this.#boxes.delete(id);
    for (const key of cellsOf(box)) this.#cells.get(key)?.delete(id);
  }

  /** The cards that overlap an area, their borders not counted. */
  *within(area: Box): Generator<Box> {
    const seen = new Set<string>();
    for (const key of cellsOf(area)) {
      for (const id of this.#cells.get(key) ?? []) {
        if (seen.has(id)) continue;
        seen.add(id);
        const box = this.#boxes.get(id);
        if (box && overlap(box, area)) yield box;
      }
    }
  }
}

/** True when two rectangles have more than a border in common. A line counts when it runs inside. */
export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function* cellsOf({ x, y, width, height }: Box): Generator<string> {
  for (let column = Math.floor(x / cell); column <= Math.floor((x + width) / cell); column++) {
    for (let row = Math.floor(y / cell); row <= Math.floor((y + height) / cell); row++) yield `${column}:${row}`;
  }
}

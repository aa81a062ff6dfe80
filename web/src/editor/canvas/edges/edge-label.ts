import type { Point } from '../../core/graph/document';
import type { Box } from '../../core/routing/card-index';

export interface LabelPlace extends Point {
  anchor: 'start' | 'middle' | 'end';
}

/** A place where a word may stand, and the room it takes there. */
export interface LabelChoice {
  place: LabelPlace;
  box: Box;
}

/** Shorter level runs have no room for a word above them, in pixels. */
const wordLength = 56;
/** Width of a letter of the words on edges, and how far one reaches above and below its base line, in pixels. */
const [letter, above, below] = [6, 8, 2];
/** Distance of a word from its line, in pixels. */
const gap = 6;
/** Where along a run a word may stand, the best first. */
const shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];

/**
 * Places for a word on an edge, the best first: beside the longest level run, or the longest upright one without it;
 * then farther along, at the other side, on the line itself, and at shorter runs.
 */
export function* labelChoices(corners: readonly Point[], word: string): Generator<LabelChoice> {
  const width = word.length * letter;
  for (const { a, b } of runsOf(corners)) {
    const level = a.y === b.y;
    for (const beside of level ? besideLevel : besideUpright) {
      for (const share of shares) {
        const place = beside({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share });
        const left = place.x - { start: 0, middle: width / 2, end: width }[place.anchor];
        yield { place, box: { x: left, y: place.y - above, width, height: above + below } };
      }
    }
  }
}

type Beside = (at: Point) => LabelPlace;

const onLine: Beside = ({ x, y }) => ({ x, y: y + 3, anchor: 'middle' });
const besideLevel: Beside[] = [
  ({ x, y }) => ({ x, y: y - gap, anchor: 'middle' }),
  ({ x, y }) => ({ x, y: y + gap + above, anchor: 'middle' }),
  onLine,
];
const besideUpright: Beside[] = [
  ({ x, y }) => ({ x: x + gap, y: y + 3, anchor: 'start' }),
  ({ x, y }) => ({ x: x - gap, y: y + 3, anchor: 'end' }),
  onLine,
];

/** The straight runs of an edge, the one with the best room for a word first. */
function runsOf(corners: readonly Point[]): { a: Point; b: Point }[] {
  const runs = corners.slice(1).map((b, index) => ({ a: corners[index] ?? b, b }));
  const room = ({ a, b }: { a: Point; b: Point }): number => {
    const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
    return a.y === b.y && length >= wordLength ? length + 10_000 : length;
  };
  return runs.sort((one, other) => room(other) - room(one));
}

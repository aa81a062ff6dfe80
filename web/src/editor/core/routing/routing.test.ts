import { describe, expect, it } from 'vitest';
import { moveItems, removeItems } from '../graph/operations';
import { testDocument } from '../graph/testing';
import { type Box, CardIndex } from './card-index';
import { withKeptRoutes } from './kept-routes';
import { cornersOf, roundedPath, routeOf, withoutRepeats } from './route';
import { type EdgeEnd, entersCard, routeAround } from './route-around';

const card = (x: number, y: number): Box => ({ x, y, width: 208, height: 104 });
function indexOf(boxes: Box[]): CardIndex {
  const index = new CardIndex();
  for (const [id, box] of boxes.entries()) index.set(String(id), box);
  return index;
}
const out = ({ x, y }: Box): EdgeEnd => ({ x: x + 208, y: y + 24, side: 'right' });
const into = ({ x, y }: Box): EdgeEnd => ({ x, y: y + 24, side: 'left' });

describe('routes', () => {
  it('are the bends between the ends, and follow ends that move up and down', () => {
    const corners = cornersOf({ x: 0, y: 10 }, { x: 100, y: 50 }, [40]);
    expect(corners).toEqual([
      { x: 0, y: 10 },
      { x: 40, y: 10 },
      { x: 40, y: 50 },
      { x: 100, y: 50 },
    ]);
    expect(routeOf(corners)).toEqual([40]);
    const loop = cornersOf({ x: 0, y: 0 }, { x: -300, y: 20 }, [20, 90, -320]);
    expect(routeOf(loop)).toEqual([20, 90, -320]);
    expect(
      routeOf([
        { x: 0, y: 0 },
        { x: 9, y: 9 },
        { x: 12, y: 4 },
        { x: 20, y: 9 },
      ]),
    ).toBeNull();
  });

  it('are drawn with round corners, none where the line runs on', () => {
    expect(roundedPath(cornersOf({ x: 0, y: 0 }, { x: 80, y: 0 }, [40]), 8)).toBe('M0 0L80 0');
    expect(roundedPath(cornersOf({ x: 0, y: 0 }, { x: 80, y: 40 }, [40]), 8)).toBe(
      'M0 0L32 0Q40 0 40 8L40 32Q40 40 48 40L80 40',
    );
    expect(
      withoutRepeats([
        { x: 0, y: 0 },
        { x: 0, y: 0 },
        { x: 5, y: 0 },
        { x: 9, y: 0 },
      ]),
    ).toHaveLength(2);
  });
});

describe('finding a way around cards', () => {
  const cases: [name: string, from: Box, to: Box, others: Box[]][] = [
    ['with nothing in the way', card(0, 0), card(400, 200), []],
    ['past a card between them', card(0, 0), card(800, 0), [card(400, 0)]],
    ['past a wall of cards', card(0, 0), card(800, 40), [card(400, -130), card(400, 0), card(400, 130)]],
    ['back to the left', card(600, 0), card(0, 0), [card(300, 0)]],
    ['back to a card below and left', card(600, 0), card(0, 300), [card(300, 150)]],
    ['to itself', card(0, 0), card(0, 0), []],
  ];
  it.each(cases)('%s', (_, from, to, others) => {
    const cards = indexOf([from, to, ...others]);
    const way = routeAround(out(from), into(to), cards);
    expect(way[0]).toEqual({ x: from.x + 208, y: from.y + 24 });
    expect(way.at(-1)).toEqual({ x: to.x, y: to.y + 24 });
    for (const [index, b] of way.slice(1).entries()) expect(way[index]?.x === b.x || way[index]?.y === b.y).toBe(true);
    const inner = way.map((point) => ({ ...point }));
    const [first, last] = [inner[0], inner.at(-1)];
    if (first && last) {
      first.x += 2;
      last.x -= 2;
    }
    expect(entersCard(inner, cards)).toBe(false);
  });

  it('is straight where it can be, and bends twice otherwise', () => {
    const flat = [card(0, 0), card(400, 0)] as const;
    expect(routeAround(out(flat[0]), into(flat[1]), indexOf([...flat]))).toHaveLength(2);
    const lower = [card(0, 0), card(400, 200)] as const;
    expect(routeAround(out(lower[0]), into(lower[1]), indexOf([...lower]))).toHaveLength(4);
  });

  it('goes straight through where there is no way around', () => {
    const cards = indexOf([card(0, 0), card(400, 0), { x: 190, y: -5000, width: 260, height: 10_000 }]);
    expect(routeAround(out(card(0, 0)), into(card(400, 0)), cards).length).toBeGreaterThanOrEqual(2);
  });

  it('takes bounded effort among many cards', () => {
    const boxes = Array.from({ length: 900 }, (_, index) => card((index % 30) * 280, Math.floor(index / 30) * 144));
    const cards = indexOf(boxes);
    const way = routeAround(out(card(0, 0)), into(card(29 * 280, 29 * 144)), cards);
    expect(entersCard(way.slice(1, -1), cards)).toBe(false);
  });
});

describe('routes of a document that changes', () => {
  const drawn = testDocument(['a', 'b', 'c'], ['a>b', 'b>c']);
  const document = { ...drawn, view: { ...drawn.view, routes: { 'a.b': [240], 'b.c': [500, 40, 520] } } };

  it('move with both ends, and are dropped when one end moves', () => {
    const moved = moveItems(
      document,
      new Map([
        ['b', { x: 280, y: 40 }],
        ['c', { x: 560, y: 40 }],
      ]),
    );
    expect(withKeptRoutes(document, moved).view.routes).toEqual({ 'b.c': [500, 80, 520] });
  });

  it('go with their edges', () => {
    const removed = removeItems(document, { nodes: new Set(['a']) });
    expect(withKeptRoutes(document, removed).view.routes).toEqual({ 'b.c': [500, 40, 520] });
  });

  it('stay when nothing about them changes', () => {
    const noted = { ...document, view: { ...document.view, notes: [{ id: 'x', x: 0, y: 0, text: '' }] } };
    expect(withKeptRoutes(document, noted)).toBe(noted);
  });
});

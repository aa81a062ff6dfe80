import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, followingView, openingView, smallestOpeningZoom, type View } from './opening-view';

const card = (id: string, x: number, y: number): Box => ({ id, x, y, width: 208, height: 104 });
const chain = (count: number): Box[] => Array.from({ length: count }, (_, index) => card(`n${index}`, index * 280, 0));
const onScreen = (view: View, box: Box) => ({
  left: box.x * view.zoom + view.x,
  top: box.y * view.zoom + view.y,
  right: (box.x + box.width) * view.zoom + view.x,
  bottom: (box.y + box.height) * view.zoom + view.y,
});
const isInside = (view: View, box: Box, size: { width: number; height: number }): boolean => {
  const { left, top, right, bottom } = onScreen(view, box);
  return left >= -0.01 && top >= -0.01 && right <= size.width + 0.01 && bottom <= size.height + 0.01;
};
const desk = { width: 1190, height: 620 };
const phone = { width: 390, height: 400 };

describe('the view a graph opens with', () => {
  it('shows all of a graph that fits, in the middle, no larger than drawn', () => {
    const boxes = chain(3);
    const view = openingView({ size: desk, boxes, focus: [], startId: 'n0' });
    expect(view.zoom).toBe(1);
    expect(boxes.every((box) => isInside(view, box, desk))).toBe(true);
    const [first, , last] = boxes.map((box) => onScreen(view, box));
    expect(first?.left).toBeCloseTo(desk.width - (last?.right ?? 0));
  });

  it('makes a graph smaller only down to 80 %, then begins at the trigger', () => {
    expect(openingView({ size: desk, boxes: chain(5), focus: [], startId: 'n0' }).zoom).toBeCloseTo(1126 / 1328);
    const boxes = chain(12);
    const view = openingView({ size: desk, boxes, focus: [], startId: 'n0' });
    expect(view.zoom).toBe(smallestOpeningZoom);
    expect(onScreen(view, boxes[0] as Box).left).toBe(32);
  });

  it('begins at the trigger also when it stands in the middle of a high graph', () => {
    const boxes = [
      ...Array.from({ length: 12 }, (_, index) => card(`row${index}`, 280, index * 160)),
      card('t', 0, 880),
    ];
    const view = openingView({ size: desk, boxes, focus: [], startId: 't' });
    const { top, bottom } = onScreen(view, card('t', 0, 880));
    expect((top + bottom) / 2).toBeCloseTo(desk.height / 2);
  });

  it.each([
    ['desk', desk],
    ['phone', phone],
  ])('brings what failed or runs into sight on a %s', (_, size) => {
    const boxes = chain(30);
    const view = openingView({ size, boxes, focus: ['n17'], startId: 'n0' });
    const { left, right } = onScreen(view, boxes[17] as Box);
    expect((left + right) / 2).toBeCloseTo(size.width / 2);
    expect(view.zoom).toBeGreaterThanOrEqual(smallestOpeningZoom);
  });

  it('leaves no empty half where the graph ends', () => {
    const boxes = chain(12);
    const view = openingView({ size: desk, boxes, focus: ['n11'], startId: 'n0' });
    expect(onScreen(view, boxes[11] as Box).right).toBeCloseTo(desk.width - 32);
  });

  it('shows the upper left of what is larger than the screen', () => {
    const squad = { id: 'squad', x: 560, y: 0, width: 900, height: 700 };
    const view = openingView({ size: phone, boxes: [...chain(2), squad], focus: ['squad'], startId: 'n0' });
    expect(onScreen(view, squad)).toMatchObject({ left: 32, top: 32 });
  });

  it('shows all of several nodes in focus, or the last of them when they are too far apart', () => {
    const boxes = chain(30);
    const view = openingView({ size: desk, boxes, focus: ['n9', 'n11'], startId: 'n0' });
    expect(['n9', 'n11'].every((id) => isInside(view, boxes.find((box) => box.id === id) as Box, desk))).toBe(true);
    const far = openingView({ size: desk, boxes, focus: ['n2', 'n20'], startId: 'n0' });
    expect(isInside(far, boxes[20] as Box, desk)).toBe(true);
  });

  it('of an empty graph, or on a canvas without a size, is a view', () => {
    expect(openingView({ size: desk, boxes: [], focus: [], startId: null }).zoom).toBe(1);
    expect(openingView({ size: { width: 0, height: 0 }, boxes: chain(2), focus: ['n1'], startId: null }).zoom).toBe(1);
  });

  it('is never under 80 %, and has the focus in sight, whatever the graph', () => {
    const place = fc.tuple(fc.integer({ min: -5_000, max: 5_000 }), fc.integer({ min: -5_000, max: 5_000 }));
    const sizes = fc.record({
      width: fc.integer({ min: 240, max: 2_000 }),
      height: fc.integer({ min: 180, max: 1_200 }),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), sizes, fc.nat(), (places, size, at) => {
        const boxes = places.map(([x, y], index) => card(`n${index}`, x, y));
        const focused = boxes[at % boxes.length] as Box;
        const view = openingView({ size, boxes, focus: [focused.id], startId: null });
        expect(view.zoom).toBeGreaterThanOrEqual(smallestOpeningZoom);
        expect(view.zoom).toBeLessThanOrEqual(1);
        expect(isInside(view, focused, size)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the view that follows a run', () => {
  const boxes = chain(30);
  const from = openingView({ size: phone, boxes, focus: ['n0'], startId: 'n0' });

  it('stays where it is while the node that runs is in sight', () => {
    expect(followingView(from, { size: phone, boxes, focus: ['n0'] })).toBe(from);
    expect(followingView(from, { size: phone, boxes, focus: ['gone'] })).toBe(from);
  });

  it('moves to the node that runs, and keeps the zoom', () => {
    const view = followingView({ ...from, zoom: 1.5 }, { size: phone, boxes, focus: ['n9'] });
    expect(view.zoom).toBe(1.5);
    expect(isInside(view, boxes[9] as Box, phone)).toBe(true);
  });
});

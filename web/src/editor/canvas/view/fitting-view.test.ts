import { describe, expect, it } from 'vitest';
import { fittingView, isPartlyInSight } from './fitting-view';

const size = { width: 1200, height: 800 };
const card = (x: number, y: number) => ({ x, y, width: 208, height: 104 });

describe('the view that shows all of a graph', () => {
  it('has every card and every bend of an edge in sight, and is no larger than drawn', () => {
    const boxes = [card(60_000, 40_000), card(70_000, 43_000)];
    const view = fittingView({ size, boxes, routes: { e: [59_000, 46_000] } });
    for (const { x, y, width, height } of [...boxes, { x: 59_000, y: 46_000, width: 0, height: 0 }]) {
      expect(x * view.zoom + view.x).toBeGreaterThan(0);
      expect((x + width) * view.zoom + view.x).toBeLessThan(size.width);
      expect(y * view.zoom + view.y).toBeGreaterThan(0);
      expect((y + height) * view.zoom + view.y).toBeLessThan(size.height);
    }
    expect(fittingView({ size, boxes: [card(0, 0)] }).zoom).toBe(1);
  });

  it('of a graph that is too large shows its start at a zoom that can be read', () => {
    const boxes = [card(280, 70_000), card(0, 35_000), card(0, 30_000), card(280, 0)];
    const view = fittingView({ size, boxes });
    expect(view).toEqual({ x: 48, y: 400 - 30_000 * 0.8, zoom: 0.8 });
    expect(boxes.map((box) => isPartlyInSight(box, view, size))).toEqual([false, false, true, false]);
  });
});

import type { Point } from './document';

/** Everything stands on this grid, in pixels. */
export const grid = 4;
/** Dots are drawn and new nodes stand on this one. */
export const coarseGrid = 20;

/** A node is this wide; members of squads too. */
export const nodeWidth = 208;

const toStep = (value: number, step: number): number => Math.round(value / step) * step || 0;

/** The nearest point of the grid. Numbers that are none become 0. */
export const snap = ({ x, y }: Point, step: number = grid): Point => ({
  x: Number.isFinite(x) ? toStep(x, step) : 0,
  y: Number.isFinite(y) ? toStep(y, step) : 0,
});

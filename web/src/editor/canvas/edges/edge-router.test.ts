import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EdgeRouter, type EdgeToRoute, type RoutedCard } from './edge-router';

const card = (id: string, x: number, y: number, parentId?: string): RoutedCard => ({
  id,
  box: { x, y, width: 208, height: 104 },
  parentId,
});
const a = card('a', 0, 0);
const b = card('b', 600, 0);
const edge = (id: string, y = 0): EdgeToRoute => ({
  id,
  from: { x: 208, y: y + 25, side: 'right' },
  to: { x: 600, y: y + 25, side: 'left' },
  parentId: undefined,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('finds another way when a card comes to rest on an edge, and tells that edge alone', () => {
  const router = new EdgeRouter();
  router.setCards([a, b, card('c', 0, 600), card('d', 600, 600)]);
  const told = { first: 0, second: 0 };
  router.subscribe('first', () => (told.first += 1));
  router.subscribe('second', () => (told.second += 1));
  const before = router.pathOf(edge('first'));
  const other = router.pathOf(edge('second', 600));
  expect(before.d).toBe('M208 25L600 25');
  router.setCards([a, b, card('c', 0, 600), card('d', 600, 600), card('e', 300, 0)]);
  // While it moves, nothing else is drawn anew.
  expect(told).toEqual({ first: 0, second: 0 });
  expect(router.pathOf(edge('first'))).toBe(before);
  vi.runAllTimers();
  expect(told).toEqual({ first: 1, second: 0 });
  expect(router.pathOf(edge('first')).d).not.toBe(before.d);
  expect(router.pathOf(edge('second', 600))).toBe(other);
});

it('goes back to the straight way when the card is taken away', () => {
  const router = new EdgeRouter();
  router.setCards([a, b, card('e', 300, 0)]);
  router.subscribe('first', () => undefined);
  expect(router.pathOf(edge('first')).d).not.toBe('M208 25L600 25');
  router.setCards([a, b]);
  vi.runAllTimers();
  expect(router.pathOf(edge('first')).d).toBe('M208 25L600 25');
});

it('follows the bends of the document, unless they lead through a card', () => {
  const router = new EdgeRouter();
  router.setCards([a, b]);
  router.setRoutes({ first: [240, 200, 560] });
  expect(router.pathOf(edge('first')).d).toContain('200');
  router.setCards([a, b, card('e', 300, 150)]);
  vi.runAllTimers();
  expect(router.pathOf(edge('first')).d).toBe('M208 25L600 25');
});

it('counts only the cards beside an edge: those of an open squad are apart', () => {
  const router = new EdgeRouter();
  router.setCards([a, b, card('e', 300, 0, 'squad')]);
  expect(router.pathOf(edge('first')).d).toBe('M208 25L600 25');
});

it('puts words above a level run, clear of cards', () => {
  const router = new EdgeRouter();
  router.setCards([a, b]);
  expect(router.pathOf({ ...edge('first'), word: 'ask' }).label).toEqual({ x: 404, y: 19, anchor: 'middle' });
});

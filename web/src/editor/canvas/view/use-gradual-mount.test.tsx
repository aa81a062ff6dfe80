// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TooltipProvider } from '../../../ui';
import { testCatalogue, testDocument } from '../../core/graph/testing';
import { type CanvasActions, useCanvas } from '../cards/canvas-context';
import { GraphCanvas } from '../graph-canvas';
import { noEditing } from '../interaction/use-connecting';
import { fittingView } from './fitting-view';

const names = Array.from({ length: 300 }, (_, index) => `n${index}`);
const graph = testDocument(
  names,
  names.slice(1).map((name, index) => `n${index}>${name}`),
);
const box = (index: number) => ({ x: (index % 20) * 280, y: Math.floor(index / 20) * 160, width: 208, height: 104 });
graph.view.nodes = Object.fromEntries(names.map((name, index) => [name, { x: box(index).x, y: box(index).y }]));
const all = fittingView({ size: { width: 1200, height: 800 }, boxes: names.map((_, index) => box(index)) });

let root: Root;
let page: HTMLElement;
let canvas: CanvasActions;
const frames = new Map<number, () => void>();
let nextFrame = 1;

function Actions() {
  canvas = useCanvas();
  return null;
}

/** Lets a frame pass, and what it asked to be done after it. */
const frame = () =>
  act(async () => {
    const callbacks = [...frames.values()];
    frames.clear();
    for (const callback of callbacks) callback();
    await new Promise((resolve) => setTimeout(resolve, 5));
  });

const mounted = () => [...page.querySelectorAll('.react-flow__node')].map((node) => node.getAttribute('data-id'));
const edges = () => [...page.querySelectorAll('.react-flow__edge')].map((edge) => edge.getAttribute('data-id') ?? '');

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(800);
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 1200, 800));
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
    frames.set(nextFrame, callback);
    return nextFrame++;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.delete(id));
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  await act(async () =>
    root.render(
      <TooltipProvider>
        <GraphCanvas graph={graph} nodeTypes={testCatalogue} editing={noEditing}>
          <Actions />
        </GraphCanvas>
      </TooltipProvider>,
    ),
  );
});

afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
  frames.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('mounts the nodes that a jump of the view brings into sight over several frames, in the order of the graph', async () => {
  const before = mounted().length;
  expect(before).toBeLessThan(60);
  await act(async () => canvas.showAt(all));
  const first = mounted().length;
  expect(first).toBeLessThanOrEqual(before + 40);
  // No edge is drawn to a node that is not there yet.
  for (const edge of edges()) for (const end of edge.split('.')) expect(mounted()).toContain(end);
  await frame();
  expect(mounted().length).toBeGreaterThan(first);
  expect(mounted().length).toBeLessThan(names.length);
  for (let turn = 0; turn < 15; turn += 1) await frame();
  expect(mounted()).toEqual(names);
  expect(edges()).toHaveLength(names.length - 1);
});

it('shows shapes without ports from far away, and all of a card again from near', async () => {
  expect(page.querySelectorAll('.react-flow__handle').length).toBeGreaterThan(0);
  await act(async () => canvas.showAt(all));
  expect(page.querySelectorAll('.react-flow__handle')).toHaveLength(0);
  expect(page.querySelector('[data-testid="node-n0"]')?.textContent).toBe('');
  await act(async () => canvas.showAt({ x: 0, y: 0, zoom: 1 }));
  expect(page.querySelector('[data-testid="node-n0"]')?.textContent).toContain('n0');
  expect(page.querySelectorAll('.react-flow__handle').length).toBeGreaterThan(0);
});

it('takes all nodes off the page when told to, and brings them back also when no view follows', async () => {
  await act(async () => canvas.hideAll());
  expect(mounted()).toEqual([]);
  for (let turn = 0; turn < 15; turn += 1) await frame();
  expect(mounted()).toContain('n0');
});

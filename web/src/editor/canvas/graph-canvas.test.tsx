// @vitest-environment happy-dom
import { act, type ComponentType } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TooltipProvider } from '../../ui';
import type { EditorDocument } from '../core/graph/document';
import { moveItems, renameNode } from '../core/graph/operations';
import { testCatalogue, testDocument } from '../core/graph/testing';
import type { GraphCanvasProps } from './canvas-props';
import { GraphCanvas } from './graph-canvas';
import { noEditing } from './interaction/use-connecting';

const drawn: string[] = [];

/** The component with its id noted every time it is drawn. */
function counted<Props extends { id: string }>(Component: ComponentType<Props>): ComponentType<Props> {
  return function Counted(props: Props) {
    drawn.push(props.id);
    return <Component {...props} />;
  };
}

vi.mock(import('./cards/node-card'), async (original) => {
  const { memo } = await import('react');
  const { NodeCard } = await original();
  return { NodeCard: memo(counted(NodeCard)) as unknown as typeof NodeCard };
});
vi.mock(import('./edges/flow-edge'), async (original) => {
  const { memo } = await import('react');
  const module = await original();
  return { ...module, PipelineEdge: memo(counted(module.PipelineEdge)) as unknown as typeof module.PipelineEdge };
});
/** How often all nodes and edges were gone through. */
let passes = 0;
vi.mock(import('./items/flow-items'), async (original) => {
  const module = await original();
  const flowItems: typeof module.flowItems = (...input) => {
    passes += 1;
    return module.flowItems(...input);
  };
  return { ...module, flowItems };
});

const size = 20;
const names = Array.from({ length: size }, (_, index) => `n${index}`);
const graph = testDocument(
  names,
  names.slice(1).map((name, index) => `n${index}>${name}`),
);

let root: Root;
let box: HTMLElement;
let shown: Partial<GraphCanvasProps> = {};

async function show(document: EditorDocument, part: Partial<GraphCanvasProps> = shown): Promise<void> {
  shown = part;
  await act(async () =>
    root.render(
      <TooltipProvider>
        <GraphCanvas graph={document} nodeTypes={testCatalogue} editing={noEditing} {...part} />
      </TooltipProvider>,
    ),
  );
}

const mouse = (type: string, target: Element | Window, x: number, y: number) =>
  act(async () => {
    target.dispatchEvent(
      new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y, view: window, button: 0 }),
    );
  });

const card = (id: string): Element => {
  const found = box.querySelector(`.react-flow__node[data-id="${id}"]`);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(800);
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 1200, 800));
  // React Flow asks every frame whether the pointer is near the edge; it never is.
  vi.stubGlobal('requestAnimationFrame', () => 0);
  box = document.body.appendChild(document.createElement('div'));
  root = createRoot(box);
  await show(graph, {});
  drawn.length = 0;
});

afterEach(async () => {
  await act(async () => root.unmount());
  box.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('what the canvas draws anew', () => {
  it('of a dragged node: itself and its edges, in every frame', async () => {
    const onMoved = vi.fn();
    await show(graph, { editing: { ...noEditing, onMoved } });
    await mouse('mousedown', card('n5'), 100, 100);
    await mouse('mousemove', window, 110, 100);
    await mouse('mousemove', window, 130, 100);
    drawn.length = 0;
    passes = 0;
    for (let x = 150; x <= 190; x += 20) await mouse('mousemove', window, x, 100);
    expect(new Set(drawn)).toEqual(new Set(['n5', 'n4.n5', 'n5.n6']));
    expect(drawn.length).toBeLessThanOrEqual(9);
    expect(passes).toBe(0);
    drawn.length = 0;
    await mouse('mouseup', window, 190, 100);
    expect(onMoved).toHaveBeenCalledOnce();
    expect(onMoved).toHaveBeenCalledWith(new Map([['n5', expect.anything()]]));
  });

  it('when a node was moved: itself and its edges', async () => {
    await show(moveItems(graph, new Map([['n5', { x: 1400, y: 200 }]])));
    expect(new Set(drawn)).toEqual(new Set(['n5', 'n4.n5', 'n5.n6']));
  });

  it('while a node is renamed: itself, and its edges, which are named after it', async () => {
    await show(renameNode(graph, 'n5', 'Other'));
    expect(new Set(drawn)).toEqual(new Set(['n5', 'n4.n5', 'n5.n6']));
  });

  it('when a node is selected: itself', async () => {
    await show(graph, { selection: new Set(['n5']) });
    expect(new Set(drawn)).toEqual(new Set(['n5']));
  });

  it('when the same is given again: nothing', async () => {
    await show({ ...graph, view: { ...graph.view } });
    expect(drawn).toEqual([]);
  });
});

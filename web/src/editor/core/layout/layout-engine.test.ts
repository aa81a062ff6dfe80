import { describe, expect, it } from 'vitest';
import { type EditorDocument, positionOf } from '../graph/document';
import { testDocument, testNode } from '../graph/testing';
import { overlap } from '../routing/card-index';
import { cornersOf } from '../routing/route';
import type { Layout } from './layout';
import { createLayoutEngine } from './layout-engine';
import { applyLayout, isPlaced, withAllPlaced } from './place-nodes';
import { inProcessLayout, testShapes } from './testing';

const engine = inProcessLayout();
const layOut = (document: EditorDocument): Promise<Layout> => engine.layout(document, testShapes(document));
const chain = (length: number): EditorDocument => {
  const ids = Array.from({ length }, (_, index) => `n${index}`);
  return testDocument(
    ids,
    ids.slice(1).map((id, index) => `n${index}>${id}`),
  );
};
const sizesOf = (document: EditorDocument) => ({
  shapeOf: testShapes(document),
  noteSizeOf: () => ({ width: 220, height: 64 }),
});
const extent = ({ places }: Layout) => {
  const points = [...places.values()];
  return {
    width: Math.max(...points.map(({ x }) => x)) + 208,
    height: Math.max(...points.map(({ y }) => y)) + 104,
  };
};

/** The corners of every edge as the canvas draws it. */
function drawn(document: EditorDocument, { places, routes }: Layout) {
  const shapes = testShapes(document);
  return document.edges.map((edge) => {
    const [source, target] = [places.get(edge.source.node), places.get(edge.target.node)];
    const out = shapes(edge.source.node).out.find(({ id }) => id === edge.source.port);
    const into = shapes(edge.target.node).in.find(({ id }) => id === edge.target.port);
    if (!source || !target || !out || !into) throw new Error(`${edge.id} has no ends`);
    const from = { x: source.x + 208, y: source.y + out.y };
    return { edge, corners: cornersOf(from, { x: target.x, y: target.y + into.y }, routes.get(edge.id) ?? []) };
  });
}

/** Edges that run behind a card, as `edge behind node`. */
function behindCards(document: EditorDocument, layout: Layout): string[] {
  return drawn(document, layout).flatMap(({ edge, corners }) =>
    corners.slice(1).flatMap((to, index) => {
      const from = corners[index] ?? to;
      const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
      const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
      return [...layout.places].flatMap(([id, { x, y }]) =>
        right > x + 1 && left < x + 207 && bottom > y + 1 && top < y + 103 ? [`${edge.id} behind ${id}`] : [],
      );
    }),
  );
}

describe('the layout engine', () => {
  it('puts every node right of those that lead to it, on the grid, and none on another', async () => {
    const document = testDocument(['a', 'b', 'c', 'd', '__proto__'], ['a>b', 'a>c', 'b>d', 'c>d', 'd>__proto__']);
    const { places } = await layOut(document);
    for (const { source, target } of document.edges) {
      expect(places.get(target.node)?.x).toBeGreaterThanOrEqual((places.get(source.node)?.x ?? 0) + 208);
    }
    const seen = [...places.values()].map((point) => `${point.x},${point.y}`);
    expect(new Set(seen).size).toBe(5);
    for (const { x, y } of places.values()) expect([x % 4, y % 4]).toEqual([0, 0]);
  });

  it('gives the same graph the same layout', async () => {
    const document = testDocument(['a', 'b', 'c', 'd'], ['a>b', 'a>c', 'b>d', 'c>d', 'd>b']);
    expect(await layOut(document)).toEqual(await inProcessLayout().layout(document, testShapes(document)));
  });

  it('keeps the outputs of a branch in their order: true above false', async () => {
    const branches = Array.from({ length: 12 }, (_, index) => `if${index}`);
    const nodes = branches.flatMap((id) => [testNode(id, 'flow.branch'), `${id}no`, `${id}yes`]);
    const edges = branches.flatMap((id, index) => [
      `${id}:false>${id}no`,
      `${id}:true>${id}yes`,
      ...(index > 0 ? [`if${index - 1}yes>${id}`] : []),
    ]);
    const { places } = await layOut(testDocument(nodes, edges));
    for (const id of branches) {
      expect(places.get(`${id}yes`)?.y, id).toBeLessThan(places.get(`${id}no`)?.y ?? 0);
    }
  });

  it('leads no edge behind a card: long edges, back edges, branches', async () => {
    const document = testDocument(
      ['a', testNode('if', 'flow.branch'), 'c', 'd', 'e', 'f'],
      ['a>if', 'if:true>c', 'if:false>f', 'c>d', 'd>e', 'e>f', 'a>f', 'e>c'],
    );
    const layout = await layOut(document);
    expect(behindCards(document, layout)).toEqual([]);
    for (const { corners } of drawn(document, layout)) {
      for (const [index, to] of corners.slice(1).entries()) {
        const from = corners[index];
        expect(from?.x === to.x || from?.y === to.y).toBe(true);
      }
    }
  });

  it('breaks a chain of 100 nodes into rows, and leaves one of 6 in a line', async () => {
    const long = extent(await layOut(chain(100)));
    expect(long.width).toBeLessThan(5000);
    expect(long.width / long.height).toBeGreaterThan(0.8);
    expect(long.width / long.height).toBeLessThan(3);
    expect(behindCards(chain(100), await layOut(chain(100)))).toEqual([]);
    expect(extent(await layOut(chain(6))).height).toBe(104);
  });

  it('uses the same engine above 400 nodes: a tree of 401 has no crossing', async () => {
    const ids = Array.from({ length: 401 }, (_, index) => `n${index}`);
    const tree = testDocument(
      ids,
      ids
        .slice(1)
        .map((id, index) => `n${Math.floor(index / 3)}>${id}`)
        .concat(),
    );
    const { places } = await layOut(tree);
    const byColumn = new Map<number, string[]>();
    for (const [id, { x }] of [...places].sort(([, a], [, b]) => a.y - b.y)) {
      byColumn.set(x, [...(byColumn.get(x) ?? []), id]);
    }
    const rank = new Map([...byColumn.values()].flatMap((column) => column.map((id, index) => [id, index] as const)));
    const parent = new Map(tree.edges.map(({ source, target }) => [target.node, rank.get(source.node) ?? 0]));
    for (const column of byColumn.values()) {
      const parents = column.map((id) => parent.get(id) ?? 0);
      expect(parents).toEqual([...parents].sort((a, b) => a - b));
    }
  });

  it('packs separate parts and lays out graphs with cycles and loose ends', async () => {
    const document = testDocument(['a', 'b', 'c', 'd', 'e'], ['a>b', 'b>a', 'c>c', 'd>gone', 'd:nowhere>e']);
    expect((await layOut(document)).places.size).toBe(5);
    expect(await layOut(testDocument([]))).toEqual({ places: new Map(), routes: new Map() });
  });

  it('lays out squads, whose members have no ports of their own', async () => {
    const document: EditorDocument = {
      ...testDocument(['lead', 'dev', 'tester'], ['lead>dev', 'dev>tester', 'tester>dev']),
      kind: 'squad',
    };
    const { places, routes } = await layOut(document);
    expect(places.get('dev')?.x).toBeGreaterThan(places.get('lead')?.x ?? 0);
    expect(routes.size).toBe(0);
  });

  it('rejects with the reason when aborted, ends the worker, and works again', async () => {
    let ended = 0;
    const own = createLayoutEngine(
      () => ({ postMessage: () => undefined, terminate: () => (ended += 1) }) as unknown as Worker,
    );
    const abort = new AbortController();
    const working = own.layout(chain(5), testShapes(chain(5)), abort.signal);
    abort.abort(new Error('enough'));
    await expect(working).rejects.toThrow('enough');
    expect(ended).toBe(1);
    await expect(own.layout(chain(5), testShapes(chain(5)), abort.signal)).rejects.toThrow('enough');
  });

  it('rejects when the worker breaks', async () => {
    const worker = {
      postMessage: () => undefined,
      terminate: () => undefined,
      onerror: null as null | ((event: unknown) => void),
    };
    const working = createLayoutEngine(() => worker as unknown as Worker).layout(chain(2), testShapes(chain(2)));
    worker.onerror?.({ message: 'blocked' });
    await expect(working).rejects.toThrow('blocked');
  });
});

describe('applying a layout', () => {
  it('keeps what was added while the layout worked, and drops what is gone', async () => {
    const before = chain(4);
    const layout = await layOut(before);
    const added = testNode('new');
    const now: EditorDocument = {
      ...before,
      nodes: [...before.nodes.slice(0, 3), added],
      edges: before.edges.slice(0, 2),
      view: { nodes: { ...before.view.nodes, new: { x: 12, y: 16 } }, notes: [{ id: 'note', x: 0, y: 0, text: 'x' }] },
    };
    const after = applyLayout(now, before, layout, sizesOf(now));
    expect(positionOf(after.view, 'new')).toEqual({ x: 12, y: 16 });
    expect(positionOf(after.view, 'n1')).toEqual(layout.places.get('n1'));
    expect(after.nodes).toBe(now.nodes);
    expect(Object.keys(after.view.routes ?? {}).every((id) => after.edges.some((edge) => edge.id === id))).toBe(true);
  });

  it('moves notes with the nodes beside them, and lays none on a node or another note', async () => {
    const before = testDocument(['a', 'b', 'c'], ['a>b', 'b>c']);
    const note = (id: string, x: number, y: number) => ({ id, x, y, text: 'about b' });
    const noted = {
      ...before,
      view: {
        nodes: { a: { x: 0, y: 0 }, b: { x: 0, y: 120 }, c: { x: 0, y: 240 } },
        notes: [note('right', 240, 120), note('on', 20, 260), note('too', 20, 270)],
      },
    };
    const after = applyLayout(noted, noted, await layOut(noted), sizesOf(noted));
    const boxes = [
      ...Object.values(after.view.nodes).map((point) => ({ ...point, width: 208, height: 104 })),
      ...after.view.notes.map(({ x, y }) => ({ x, y, width: 220, height: 64 })),
    ];
    for (const [index, box] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) expect(overlap(box, other), JSON.stringify([box, other])).toBe(false);
    }
  });

  it('places only nodes that have no place, below the others', async () => {
    const document = testDocument(['a', 'b'], ['a>b']);
    expect(await withAllPlaced(document, testShapes(document), engine)).toBe(document);
    const half = { ...document, view: { nodes: { a: { x: 4, y: 8 } }, notes: [] } };
    expect(isPlaced(half)).toBe(false);
    const whole = await withAllPlaced(half, testShapes(half), engine);
    expect(whole.view.nodes.a).toEqual({ x: 4, y: 8 });
    expect(whole.view.nodes.b?.y).toBeGreaterThan(8 + 104);
    expect(isPlaced(whole)).toBe(true);
  });
});

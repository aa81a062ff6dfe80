import { describe, expect, it } from 'vitest';
import { copyItems, duplicateItems, pasteFragment, readFragment } from './clipboard';
import { readDocument } from './document';
import { freshNodeId } from './ids';
import { addNode, freeSpot, moveItems, removeItems, setConfig, setPolicy } from './operations';
import { testCatalogue, testDocument, testNode } from './testing';

const branch = testCatalogue.findNewest('flow.branch');

describe('adding', () => {
  it('makes the id from the type and a number, and never one that is still referenced', () => {
    const document = testDocument([
      testNode('branch1', 'flow.branch'),
      testNode('t', 'data.transform', { output: { $ref: { node: 'branch2', path: [] } } }),
      testNode('u', 'data.transform', { output: { $expr: 'nodes.branch3.x & nodes.`branch4`' } }),
    ]);
    expect(freshNodeId(document, 'flow.branch')).toBe('branch5');
  });

  it('copies the defaults, numbers the name and stands on free ground of the grid', () => {
    if (!branch) throw new Error('no branch');
    const first = addNode(testDocument([]), branch, { x: 13, y: 9 });
    const second = addNode(first.document, branch, { x: 13, y: 9 });
    expect(second.document.nodes.map((node) => node.name)).toEqual(['Branch', 'Branch 2']);
    expect(second.document.nodes[0]?.config).toEqual(branch.form.defaults);
    expect(second.document.nodes[0]?.config).not.toBe(branch.form.defaults);
    const [one, two] = second.document.nodes.map((node) => second.document.view.nodes[node.id]);
    expect(one).toEqual({ x: 12, y: 8 });
    expect(two?.y).toBeGreaterThan(one?.y ?? 0);
  });

  it('puts positions that are no numbers to the grid as 0 (G11)', () => {
    const moved = moveItems(testDocument(['a']), new Map([['a', { x: Number.NaN, y: Number.POSITIVE_INFINITY }]]));
    expect(moved.view.nodes.a).toEqual({ x: 0, y: 0 });
    expect(Object.is(freeSpot(testDocument([]), { x: -0.4, y: 0 }).x, 0)).toBe(true);
  });
});

describe('changing a config', () => {
  const classes = (...ids: string[]) => ids.map((id) => ({ id, description: '' }));
  const document = testDocument(
    [testNode('sort', 'agent.classify', { classes: classes('bug', 'spam') }), 'a', 'b'],
    ['sort:class:bug>a'],
  );
  // testEdge splits at the first colon only, so name the ports in full.
  const drawn = {
    ...document,
    edges: [
      { id: 'e1', source: { node: 'sort', port: 'class:bug' }, target: { node: 'a', port: 'in' } },
      { id: 'e2', source: { node: 'sort', port: 'class:spam' }, target: { node: 'b', port: 'in' } },
    ],
  };
  const portsAfter = (next: typeof drawn) => next.edges.map((edge) => `${edge.source.port}>${edge.target.node}`);

  it('lets edges follow a way out that is renamed', () => {
    const next = setConfig(drawn, testCatalogue, 'sort', ['classes', '0', 'id'], 'defect');
    expect(portsAfter(next)).toEqual(['class:defect>a', 'class:spam>b']);
  });

  it('removes the edges of a way out that goes, and only those', () => {
    const next = setConfig(drawn, testCatalogue, 'sort', ['classes'], classes('spam'));
    expect(portsAfter(next)).toEqual(['class:spam>b']);
  });

  it('removes the edges of `error` when failing no longer has a way out', () => {
    const failing = setPolicy(testDocument(['a', 'b']), testCatalogue, 'a', { onError: 'port' });
    const edged = {
      ...failing,
      edges: [{ id: 'e', source: { node: 'a', port: 'error' }, target: { node: 'b', port: 'in' } }],
    };
    const cleared = setPolicy(edged, testCatalogue, 'a', { onError: undefined });
    expect(cleared.edges).toEqual([]);
    expect(cleared.nodes[0]).not.toHaveProperty('policy');
  });
});

describe('copy and paste', () => {
  const document = testDocument(
    [
      'outside',
      testNode('data1'),
      testNode('data2', 'data.transform', {
        output: {
          a: { $ref: { node: 'data1', path: ['x'] } },
          b: { $ref: { node: 'outside', path: [] } },
          c: { $expr: 'nodes.data1.x + nodes.outside' },
        },
      }),
    ],
    ['outside>data1', 'data1>data2'],
  );

  it('moves references inside the copy, keeps those to the outside, and copies edges between', () => {
    const fragment = copyItems(document, new Set(['data1', 'data2']));
    if (!fragment) throw new Error('nothing copied');
    const read = readFragment(JSON.stringify(fragment));
    expect(read).toEqual(fragment);
    const { document: next, ids } = pasteFragment(document, fragment, { x: 500, y: 200 });
    const [one, two] = ids;
    expect(next.nodes.find((node) => node.id === two)?.config).toEqual({
      output: {
        a: { $ref: { node: one, path: ['x'] } },
        b: { $ref: { node: 'outside', path: [] } },
        c: { $expr: `nodes.${one}.x + nodes.outside` },
      },
    });
    expect(next.edges.slice(2).map((edge) => [edge.source.node, edge.target.node])).toEqual([[one, two]]);
    expect(next.view.nodes[one ?? '']).toEqual({ x: 500, y: 200 });
    expect(new Set(next.nodes.map((node) => node.id)).size).toBe(5);
  });

  it('duplicates beside the original, and nothing when nothing is selected', () => {
    expect(duplicateItems(document, new Set(['data1'])).document.view.nodes.transform1).toEqual({ x: 320, y: 40 });
    expect(duplicateItems(document, new Set()).document).toBe(document);
  });

  it('reads nothing from text that is no fragment', () => {
    for (const text of ['', 'hello', '{}', '{"muster":"fragment"}', 'null']) expect(readFragment(text)).toBeNull();
  });
});

describe('removing and reading', () => {
  it('takes edges and places along', () => {
    const next = removeItems(testDocument(['a', 'b', 'c'], ['a>b', 'b>c', 'a>c']), { nodes: new Set(['b']) });
    expect(next.edges.map((edge) => edge.id)).toEqual(['a.c']);
    expect(Object.keys(next.view.nodes)).toEqual(['a', 'c']);
  });

  it('keeps unknown types, gives a second node of one id a new one, and says so (G3, G4)', () => {
    const stored = { ...testDocument([testNode('a', 'future.thing'), 'a']), view: undefined };
    const read = readDocument(JSON.parse(JSON.stringify(stored)));
    expect(read).toMatchObject({ ok: true, document: { nodes: [{ id: 'a', type: 'future.thing' }, { id: 'a-2' }] } });
    expect(read.ok && read.repairs).toHaveLength(1);
  });

  it('leaves graphs of a newer version alone (G12)', () => {
    expect(readDocument({ schemaVersion: 2, nodes: 'who knows' })).toMatchObject({ ok: false, reason: 'newer' });
    expect(readDocument('nonsense')).toMatchObject({ ok: false, reason: 'unreadable' });
  });
});

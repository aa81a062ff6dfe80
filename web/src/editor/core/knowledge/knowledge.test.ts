import { describe, expect, it } from 'vitest';
import { describeChanges } from '../changes/describe-diff';
import { mergeDocuments } from '../changes/merge';
import { moveItems, removeItems, renameNode, setConfig } from '../graph/operations';
import { referencedIds, remapReferences, upstreamOf } from '../graph/references';
import { testCatalogue, testDocument, testNode } from '../graph/testing';
import { countWords, fieldDiagnostics, indexDiagnostics, unplacedDiagnostics } from './diagnostics';
import { referenceSources } from './known-fields';

describe('references', () => {
  const document = testDocument(
    [
      testNode('start', 'trigger.manual', {
        inputSchema: {
          type: 'object',
          properties: { title: { type: 'string' }, by: { type: 'object', properties: { mail: {} } } },
        },
      }),
      testNode('shape', 'data.transform', { output: { who: { $ref: { node: 'start', path: ['by'] } }, n: 1 } }),
      testNode('fork', 'flow.branch'),
      'after',
      'beside',
    ],
    ['start>shape', 'shape>fork', 'fork:true>after', 'start>beside'],
  );
  const offered = (nodeId: string) =>
    new Map(
      referenceSources(document, testCatalogue, nodeId).map((one) => [
        one.node,
        one.fields.map((field) => field.path.join('.')),
      ]),
    );

  it('offers only what is upstream, nearest first, with the fields that are known', () => {
    const sources = offered('after');
    expect([...sources.keys()]).toEqual(['shape', 'start']);
    expect(sources.get('start')).toEqual(['', 'title', 'by', 'by.mail']);
    expect(sources.get('shape')).toEqual(['', 'who', 'who.mail', 'n']);
  });

  it('lists each value once: what comes in and the run input stand at the node that made them', () => {
    const called = (nodeId: string) =>
      referenceSources(document, testCatalogue, nodeId).map(({ node, alsoCalled }) => [node, ...alsoCalled]);
    expect(called('beside')).toEqual([['start', 'input', 'run input', 'trigger']]);
    expect(called('after')).toEqual([
      ['shape', 'input'],
      ['start', 'run input', 'trigger'],
    ]);
    const joined = testDocument(
      [testNode('start', 'trigger.manual'), 'a', 'b', 'join', 'alone'],
      ['start>a', 'start>b', 'a>join', 'b>join'],
    );
    const sources = (nodeId: string) => referenceSources(joined, testCatalogue, nodeId).map(({ node }) => node);
    expect(sources('join')).toEqual(['$input', 'a', 'b', 'start']);
    expect(sources('alone')).toEqual(['$input', '$trigger']);
  });

  it('tells the type of a field and an example, from schemas and from values', () => {
    const typed = testDocument(
      [
        testNode('start', 'trigger.manual', {
          inputSchema: {
            type: 'object',
            properties: {
              title: { type: 'string' },
              severity: { enum: ['low', 'high'] },
              count: { type: ['integer', 'null'], default: 3 },
              by: { type: 'object', properties: { mail: { type: 'string' } } },
            },
            examples: [{ title: 'Cart crashes', by: { mail: 'ada@example.com' } }],
          },
        }),
        testNode('shape', 'data.transform', {
          output: { who: { $ref: { node: 'start', path: ['by', 'mail'] } }, n: 1, text: { $template: ['a', 'b'] } },
        }),
        'after',
      ],
      ['start>shape', 'shape>after'],
    );
    const known = referenceSources(typed, testCatalogue, 'after').flatMap(({ fields }) =>
      fields.map(({ path, type, example }) => [path.join('.'), type, example]),
    );
    expect(known).toEqual([
      ['', 'object', undefined],
      ['who', 'string', 'ada@example.com'],
      ['n', 'number', 1],
      ['text', 'string', undefined],
      ['', 'object', undefined],
      ['title', 'string', 'Cart crashes'],
      ['severity', 'string', 'low'],
      ['count', 'integer', 3],
      ['by', 'object', { mail: 'ada@example.com' }],
      ['by.mail', 'string', 'ada@example.com'],
    ]);
  });

  it('survives transforms that describe themselves in circles', () => {
    const loop = testDocument(
      [
        testNode('a', 'data.transform', { output: { $ref: { node: 'b', path: [] } } }),
        testNode('b', 'data.transform', { output: { $ref: { node: 'a', path: [] } } }),
      ],
      ['a>b', 'b>a'],
    );
    expect(referenceSources(loop, testCatalogue, 'a').map((one) => one.node)).toEqual(['b', '$trigger']);
    expect(upstreamOf(loop, 'a')).toEqual(['b', 'a']);
  });

  it('finds and moves mentions in references, templates and expressions, and leaves roots and text alone', () => {
    const config = {
      text: {
        $template: ['nodes.a is a word ', { $ref: { node: 'a', path: ['x'] } }, { $ref: { node: '$input', path: [] } }],
      },
      sum: { $expr: 'nodes.a.price + nodes."b-1".price + nodes.`a`.x' },
      schema: { $ref: '#/definitions/a' },
    };
    expect([...referencedIds(config)].sort()).toEqual(['a', 'b-1']);
    const moved = remapReferences(
      config,
      new Map([
        ['a', 'c'],
        ['b-1', 'd-2'],
      ]),
    );
    expect(moved.sum).toEqual({ $expr: 'nodes.c.price + nodes.`d-2`.price + nodes.c.x' });
    expect(moved.text).toEqual({
      $template: ['nodes.a is a word ', { $ref: { node: 'c', path: ['x'] } }, { $ref: { node: '$input', path: [] } }],
    });
    expect(moved.schema).toEqual({ $ref: '#/definitions/a' });
  });
});

describe('two people at one draft (D1)', () => {
  const base = testDocument(['a', 'b', 'c'], ['a>b']);

  it('combines changes of different nodes without a clash', () => {
    const mine = renameNode(base, 'a', 'Mine');
    const theirs = moveItems(renameNode(base, 'b', 'Theirs'), new Map([['c', { x: 4, y: 400 }]]));
    const merge = mergeDocuments(base, mine, theirs);
    expect(merge.clashes).toEqual([]);
    expect(merge.combined.nodes.map((node) => node.name)).toEqual(['Mine', 'Theirs', 'c']);
    expect(merge.combined.view.nodes.c).toEqual({ x: 4, y: 400 });
  });

  it('names what clashes, keeps mine there, and leaves no edge without an end', () => {
    const merge = mergeDocuments(base, renameNode(base, 'a', 'Mine'), renameNode(base, 'a', 'Theirs'));
    expect(merge.clashes.map((clash) => clash.id)).toEqual(['a']);
    expect(merge.combined.nodes[0]?.name).toBe('Mine');
    const drawn = {
      ...base,
      edges: [...base.edges, { id: 'e9', source: { node: 'b', port: 'out' }, target: { node: 'c', port: 'in' } }],
    };
    expect(
      mergeDocuments(base, drawn, removeItems(base, { nodes: new Set(['c']) })).combined.edges.map((edge) => edge.id),
    ).toEqual(['a.b']);
  });

  it('says in words what changed', () => {
    const changed = setConfig(renameNode(base, 'a', 'Ship it?'), testCatalogue, 'b', ['question'], 'ok?');
    const next = {
      ...changed,
      edges: [...changed.edges, { id: 'e9', source: { node: 'a', port: 'true' }, target: { node: 'c', port: 'in' } }],
    };
    expect(describeChanges(base, next)).toEqual([
      'Renamed a to Ship it?',
      'Changed b: question',
      'Connected Ship it? (true) → c',
    ]);
    expect(describeChanges(base, removeItems(base, { nodes: new Set(['b']) }))).toEqual(['Removed b']);
    expect(describeChanges(base, base)).toEqual([]);
  });
});

describe('diagnostics', () => {
  const make = (code: string, severity: 'error' | 'warning', nodeIds: string[], configPath?: string[]) => ({
    code,
    severity,
    nodeIds,
    edgeIds: [],
    message: code,
    ...(configPath ? { configPath } : {}),
  });
  const index = indexDiagnostics([
    make('W', 'warning', ['a']),
    make('E', 'error', ['a', 'b'], ['budget', 'usd']),
    make('G', 'error', []),
  ]);

  it('stand at each node they are about, worst first, and with the graph when they are about none', () => {
    expect(index.byNode.get('a')?.map((one) => one.code)).toEqual(['E', 'W']);
    expect(index.byNode.get('__proto__')).toBeUndefined();
    expect(index.general.map((one) => one.code)).toEqual(['G']);
    expect(countWords(index)).toBe('2 errors · 1 warning');
  });

  it('stand at the field they are about, or on top when no field is', () => {
    const found = index.byNode.get('a') ?? [];
    expect(fieldDiagnostics(found, 'budget').map((one) => one.code)).toEqual(['E']);
    expect(fieldDiagnostics(found, 'bud')).toEqual([]);
    expect(unplacedDiagnostics(found, ['budget']).map((one) => one.code)).toEqual(['W']);
  });
});

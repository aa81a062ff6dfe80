import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../json';
import { type GraphDocument, graphLimits } from './document';
import { readGraph } from './read-graph';

const empty: GraphDocument = { schemaVersion: 1, kind: 'pipeline', nodes: [], edges: [] };
const node = (id: string, config: { [key: string]: Json } = {}) => ({
  id,
  type: 'data.transform',
  typeVersion: 1,
  name: id,
  config,
});
const graphWith = (change: Record<string, unknown>) => ({ ...empty, ...change });

/** The codes and paths of a refusal; fails the test when the graph was read. */
function refusal(input: unknown) {
  const reading = readGraph(input);
  if (reading.ok) throw new Error('the graph was read');
  return reading.errors;
}
const codesOf = (input: unknown) => refusal(input).map((error) => error.code);

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

const key = fc
  .string({ unit: 'grapheme', maxLength: 8 })
  .filter((text) => text !== '__proto__' && !text.includes('\0'));
const plainText = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => !text.includes('\0'));
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    plainText,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const position = fc.integer({ min: -5000, max: 5000 });
const id = fc
  .stringMatching(/^[A-Za-z0-9_-]{1,12}$/)
  .filter((text) => !(text in Object.prototype) && text !== 'prototype');
const document: fc.Arbitrary<GraphDocument> = fc.uniqueArray(id, { minLength: 1, maxLength: 12 }).chain((ids) =>
  fc.record(
    {
      schemaVersion: fc.constant(1 as const),
      kind: fc.constantFrom('pipeline' as const, 'squad' as const),
      nodes: fc.tuple(
        ...ids.map((each) =>
          fc.record(
            {
              id: fc.constant(each),
              type: fc.constantFrom('data.transform', 'flow.branch', 'no.such-type'),
              typeVersion: fc.integer({ min: 1, max: 9 }),
              name: plainText,
              config: fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true }),
              policy: fc.record(
                {
                  join: fc.constantFrom('all' as const, 'any' as const),
                  disabled: fc.boolean(),
                  retry: fc.record({ maxAttempts: fc.integer({ min: 1, max: 20 }) }, { requiredKeys: [] }),
                  mock: fc.record({ port: plainText, output: value }),
                },
                { requiredKeys: [] },
              ),
            },
            { requiredKeys: ['id', 'type', 'typeVersion', 'name', 'config'] },
          ),
        ),
      ),
      edges: fc.uniqueArray(
        fc.record({
          id,
          source: fc.record({ node: fc.constantFrom(...ids), port: fc.constant('out') }),
          target: fc.record({ node: fc.constantFrom(...ids), port: fc.constant('in') }),
        }),
        { maxLength: 12, selector: (edge) => edge.id },
      ),
      view: fc.record({
        nodes: fc.dictionary(fc.constantFrom(...ids), fc.record({ x: position, y: position }), {
          noNullPrototype: true,
        }),
        notes: fc.constant([]),
      }),
    },
    { requiredKeys: ['schemaVersion', 'kind', 'nodes', 'edges'] },
  ),
);

describe('readGraph', () => {
  it('G13: reads back what was written, whatever the graph', () => {
    fc.assert(
      fc.property(document, (graph) => {
        const reading = readGraph(JSON.stringify(graph));
        expect(reading).toEqual({ ok: true, document: graph });
        expect(readGraph(graph)).toEqual(reading);
      }),
      { numRuns: 400 },
    );
  });

  it('refuses any junk without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything({ withBigInt: true, withDate: true, withMap: true }), fc.string()), (junk) => {
        const reading = readGraph(junk);
        expect(reading.ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('survives any one place of a good graph replaced by junk', () => {
    const paths = [['schemaVersion'], ['kind'], ['nodes'], ['edges'], ['view'], ['nodes', 0], ['nodes', 0, 'config']];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.anything(), (path, junk) => {
        const graph = structuredClone(graphWith({ nodes: [node('a')] })) as never;
        let at: Record<string | number, unknown> = graph;
        for (const part of path.slice(0, -1)) at = at[part] as never;
        at[path.at(-1) as string] = junk;
        const reading = readGraph(graph);
        if (reading.ok) JSON.stringify(reading.document);
        else expect(reading.errors.length).toBeGreaterThan(0);
      }),
    );
  });

  it('says where text is not JSON', () => {
    expect(refusal('{"schemaVersion": 1,')[0]).toMatchObject({ code: 'GRAPH_NOT_JSON', path: [] });
  });

  it('refuses 5.1 MB, naming size and limit', () => {
    const big = JSON.stringify(graphWith({ nodes: [node('a', { text: 'x'.repeat(5_100_000) })] }));
    expect(refusal(big)).toMatchObject([{ code: 'GRAPH_TOO_LARGE' }]);
    expect(refusal(big)[0]?.message).toMatch(/^The graph is 5\.10? MB; the limit is 5\.0 MB\.$/);
    expect(codesOf(JSON.parse(big))).toEqual(['GRAPH_TOO_LARGE']);
  });

  it('measures bytes, not characters', () => {
    expect(codesOf(graphWith({ nodes: [node('a', { text: '漢'.repeat(1_800_000) })] }))).toEqual(['GRAPH_TOO_LARGE']);
  });

  it('Q9: refuses 65 levels and 200,000 levels without overflowing', () => {
    const levels = (depth: number) => `{"schemaVersion":1,"kind":"pipeline","nodes":${nested(depth)},"edges":[]}`;
    expect(refusal(levels(63))[0]?.code).toBe('GRAPH_INVALID');
    expect(refusal(levels(64))[0]).toMatchObject({ code: 'GRAPH_TOO_LARGE' });
    expect(refusal(levels(200_000))[0]).toMatchObject({ code: 'GRAPH_TOO_LARGE' });
  });

  it('refuses a value that contains itself', () => {
    const config: { [key: string]: Json } = {};
    config.self = config;
    expect(codesOf(graphWith({ nodes: [node('a', config)] }))).toEqual(['GRAPH_TOO_LARGE']);
  });

  it('G12: leaves a graph of a newer schema version alone', () => {
    const [error] = refusal(graphWith({ schemaVersion: 2, somethingNew: {} }));
    expect(error).toMatchObject({ code: 'GRAPH_TOO_NEW', path: ['schemaVersion'] });
    expect(error?.message).toContain('Nothing was changed');
  });

  it('G5: refuses more nodes and edges than the limit', () => {
    const nodes = Array.from({ length: graphLimits.nodes + 1 }, (_, index) => node(`n${index}`));
    expect(refusal(graphWith({ nodes }))).toMatchObject([{ code: 'GRAPH_TOO_LARGE', path: ['nodes'] }]);
    const edge = { id: 'e', source: { node: 'a', port: 'out' }, target: { node: 'a', port: 'in' } };
    const edges = Array.from({ length: graphLimits.edges + 1 }, () => edge);
    expect(refusal(graphWith({ edges }))).toMatchObject([{ code: 'GRAPH_TOO_LARGE', path: ['edges'] }]);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'G8: refuses %s as an id',
    (name) => {
      expect(refusal(graphWith({ nodes: [node(name)] }))).toMatchObject([
        { code: 'GRAPH_NAME_RESERVED', path: ['nodes', '0', 'id'] },
      ]);
    },
  );

  it('G8: refuses the key __proto__ wherever it stands, and keeps constructor in a config', () => {
    const withProto = (place: string) =>
      `{"schemaVersion":1,"kind":"pipeline","edges":[],${place.replaceAll('P', '"__proto__":{"polluted":true}')}}`;
    expect(codesOf(withProto('"nodes":[],"view":{"nodes":{P},"notes":[]}'))).toEqual(['GRAPH_NAME_RESERVED']);
    expect(codesOf(withProto('"nodes":[{"id":"a","type":"t","typeVersion":1,"name":"","config":{P}}]'))).toEqual([
      'GRAPH_NAME_RESERVED',
    ]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const kept = readGraph(graphWith({ nodes: [node('a', { constructor: 'x' })] }));
    expect(kept.ok && kept.document.nodes[0]?.config).toEqual({ constructor: 'x' });
  });

  it('G10: refuses NUL and lone surrogates with the place, and keeps every other character', () => {
    const nodes = [node('a', { 'bad\0key': 'x', text: 'half \ud800' })];
    expect(refusal(graphWith({ nodes }))).toMatchObject([
      { code: 'GRAPH_INVALID', path: ['nodes', '0', 'config', 'bad\0key'] },
      { code: 'GRAPH_INVALID', path: ['nodes', '0', 'config', 'text'] },
    ]);
    const kept = readGraph(graphWith({ nodes: [node('a', { text: '👩‍🚀 \u202e e\u0301' })] }));
    expect(kept.ok).toBe(true);
  });

  it('G11: refuses numbers that JSON cannot carry', () => {
    const view = (x: string) =>
      `{"schemaVersion":1,"kind":"squad","nodes":[],"edges":[],"view":{"nodes":{"a":{"x":${x},"y":0}},"notes":[]}}`;
    expect(refusal(view('1e400'))).toMatchObject([{ code: 'GRAPH_NOT_JSON', path: ['view', 'nodes', 'a', 'x'] }]);
    expect(codesOf(graphWith({ nodes: [node('a', { n: Number.NaN })] }))).toEqual(['GRAPH_NOT_JSON']);
  });

  it('names the place of every wrong shape', () => {
    const errors = refusal(graphWith({ nodes: [{ ...node('a'), name: 7, typeVersion: 0, extra: 1 }] }));
    expect(errors.map((error) => error.message)).toEqual([
      'nodes[0].typeVersion must be more than 0.',
      'nodes[0].name must be text.',
      'nodes[0] has no field "extra".',
    ]);
  });

  it('G4: reads an unknown node type and keeps it', () => {
    const reading = readGraph(graphWith({ nodes: [{ ...node('a'), type: 'acme.rocket', typeVersion: 9 }] }));
    expect(reading.ok && reading.document.nodes[0]).toMatchObject({ type: 'acme.rocket', typeVersion: 9 });
  });
});

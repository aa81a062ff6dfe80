import { describe, expect, it } from 'vitest';
import { canConnect, connect, legalTargets, retarget, splitEdge } from './connect';
import { testCatalogue, testDocument, testNode } from './testing';

const out = (node: string, port = 'out') => ({ node, port });
const into = (node: string) => ({ node, port: 'in' });
const why = (result: ReturnType<typeof canConnect>) => (result.ok ? 'legal' : result.reason);

describe('connecting', () => {
  const document = testDocument(
    [testNode('start', 'trigger.manual'), 'a', 'b', 'c', testNode('fork', 'flow.branch')],
    ['start>a', 'a>b', 'b>c'],
  );

  it('draws a legal edge under a fresh id', () => {
    const next = connect(document, testCatalogue, out('fork', 'true'), into('c'));
    expect(next.edges.at(-1)).toMatchObject({
      source: { node: 'fork', port: 'true' },
      target: { node: 'c', port: 'in' },
    });
    expect(new Set(next.edges.map((edge) => edge.id)).size).toBe(next.edges.length);
  });

  it('refuses circles, self-edges, doubles, unknown ports and starts, each with its reason (G1, G2)', () => {
    const judge = (source: ReturnType<typeof out>, target: ReturnType<typeof into>) =>
      why(canConnect(document, testCatalogue, source, target));
    expect(judge(out('c'), into('a'))).toContain('cycle');
    expect(judge(out('a'), into('a'))).toContain('itself');
    expect(judge(out('a'), into('b'))).toContain('already');
    expect(judge(out('a', 'nope'), into('c'))).toContain('no output');
    expect(judge(out('a'), into('start'))).toContain('has no input');
    expect(judge(out('ghost'), into('a'))).toContain('gone');
    expect(connect(document, testCatalogue, out('c'), into('a'))).toBe(document);
  });

  it('lets members of a squad talk in circles', () => {
    const squad = { ...document, kind: 'squad' as const };
    expect(canConnect(squad, testCatalogue, out('c'), into('a')).ok).toBe(true);
  });

  it('offers exactly the targets that are legal', () => {
    for (const source of document.nodes.flatMap((node) => [out(node.id), out(node.id, 'false')])) {
      const legal = document.nodes
        .map((node) => node.id)
        .filter((id) => canConnect(document, testCatalogue, source, into(id)).ok);
      expect([...legalTargets(document, testCatalogue, source)].sort()).toEqual(legal.sort());
    }
  });

  it('puts a node into an edge, and a node that leads nowhere beside it', () => {
    const split = splitEdge(document, testCatalogue, 'a.b', 'fork');
    const ends = (one: typeof document) =>
      one.edges.map((edge) => `${edge.source.node}:${edge.source.port}>${edge.target.node}`);
    expect(ends(split)).toEqual(['start:out>a', 'b:out>c', 'a:out>fork', 'fork:true>b']);
    expect(splitEdge(document, testCatalogue, 'a.b', 'start')).toBe(document);
    expect(splitEdge(document, testCatalogue, 'gone', 'fork')).toBe(document);
  });

  it('points a way out elsewhere, or at nothing', () => {
    const moved = retarget(document, testCatalogue, 'b.c', out('b'), into('fork'));
    expect(moved.edges.filter((edge) => edge.source.node === 'b').map((edge) => edge.target.node)).toEqual(['fork']);
    expect(retarget(document, testCatalogue, 'b.c', out('b'), null).edges.map((edge) => edge.id)).toEqual([
      'start.a',
      'a.b',
    ]);
  });
});

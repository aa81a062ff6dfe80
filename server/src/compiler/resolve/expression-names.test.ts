import { describe, expect, it } from 'vitest';
import { parseExpression } from './expression-names';

function names(source: string) {
  const parsed = parseExpression(source);
  if (!parsed.ok) throw new Error(parsed.reason);
  return { roots: [...parsed.names.roots].sort(), nodes: [...parsed.names.nodeIds].sort() };
}

describe('parseExpression', () => {
  it.each([
    ['nodes.list.items.price', ['list']],
    ['nodes."list-commits".count', ['list-commits']],
    ['nodes.`list-commits`.count', ['list-commits']],
    ['$sum(nodes.a.x) + $count(nodes.b)', ['a', 'b']],
    ['{"one": nodes.a, "two": [nodes.b, nodes.c[0]]}', ['a', 'b', 'c']],
    ['$$.nodes.a', ['a']],
    ['input.items[$$.nodes.limit.max > price]', ['limit']],
    ['nodes.a ? nodes.b : nodes.c', ['a', 'b', 'c']],
    ['( $x := nodes.a; $x.y & nodes.b )', ['a', 'b']],
    ['$map(nodes.list, function($v) { $v.x + nodes.base.x })', ['base', 'list']],
    ['nodes.a ~> $count()', ['a']],
    ['(nodes).a', []],
    ['$lookup(nodes, "a")', []],
  ])('finds the nodes that %s reads', (source, expected) => {
    expect(names(source).nodes).toEqual(expected);
  });

  it('leaves names alone whose context is an element of something', () => {
    expect(names('input.orders[nodes.a = 1].(nodes.b)')).toEqual({ roots: ['input'], nodes: [] });
    expect(names('input.orders{nodes.kind: $sum(price)}').nodes).toEqual([]);
    expect(names('input.orders^(nodes.weight)').nodes).toEqual([]);
  });

  it('finds the first names of paths', () => {
    expect(names('title & input.x & $$.other').roots).toEqual(['input', 'other', 'title']);
    expect(names('1 + 2').roots).toEqual([]);
  });

  it('says why and where an expression cannot be read', () => {
    expect(parseExpression('input.x +')).toMatchObject({ ok: false, position: 9 });
    expect(parseExpression('('.repeat(20_000))).toMatchObject({ ok: false });
    expect(parseExpression('')).toMatchObject({ ok: false });
  });
});

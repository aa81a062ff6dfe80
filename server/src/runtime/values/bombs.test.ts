import type { Json } from '@muster/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { createValues } from './values';

const values = createValues({ processes: 2 });
afterAll(() => values.close());
const scope = { input: { text: 'x' }, trigger: null, nodes: {}, run: {} };

const resolve = (value: Json, workspaceId = 'hostile') => values.resolve(value, scope, { workspaceId });
const outcome = (source: string) =>
  resolve({ $expr: source }).then(
    (value) => `value ${JSON.stringify(value)}`,
    (error: { code?: string }) => error.code,
  );
describe('E8 R12: a bomb fails alone, with a code', () => {
  it.each([
    ['$pad', '$length($pad("", 400000000, "x"))'],
    ['$pad that is cut', '$substring($pad("", -400000000, "xy"), 0, 1)'],
    ['$base64encode', '$length($base64encode($pad("", 300000000, "x")))'],
    ['$base64decode', '$length($base64decode($base64encode($pad("", 200000000, "x"))))'],
    ['$split with ""', '$count($split($pad("", 100000000, "x"), ""))'],
    ['$split, then $join', '$length($join($split($pad("", 30000000, "x"), ""), "yyyyyyyyyyyyyyyy"))'],
    ['$encodeUrl', '$length($encodeUrl($pad("", 60000000, "é")))'],
    ['$encodeUrlComponent, nested', '$length($encodeUrlComponent($encodeUrlComponent($pad("", 30000000, "é"))))'],
    ['$formatNumber', '$formatNumber(1, $pad("", 30000000, "0"))'],
    ['$formatBase and $formatInteger', '$formatInteger(1, $pad("", 30000000, "0"))'],
    [
      'doubling with $uppercase',
      '($f := function($s, $n) { $n = 0 ? $s : $f($uppercase($s & $s), $n - 1) }; $length($f("xxxxxxxxxx", 40)))',
    ],
    [
      'doubling with $replace',
      '($f := function($s, $n) { $n = 0 ? $s : $f($replace($s, "x", "xx"), $n - 1) }; $length($f("x", 40)))',
    ],
    ['$join of a mapped sequence', '$length($join($map([1..99999], function($v) { $pad("", 50000, "x") })))'],
    ['$replace', '$length($replace($pad("", 4000000, "x"), "x", $pad("", 100, "y")))'],
    ['$replace with a pattern', '$length($replace($pad("", 4000000, "x"), /x/, $pad("", 100, "y")))'],
    ['$string, nested', '$length($string([$string([$string([$string([$pad("", 20000000, "\\"")])])])]))'],
    ['$reduce', '$length($reduce([1..60], function($a, $b) { $a & $a }, "xxxxxxxxxx"))'],
    [
      '$append, doubling',
      '($f := function($l, $n) { $n = 0 ? $l : $f($append($l, $l), $n - 1) }; $count($f([1..99999], 30)))',
    ],
    [
      '$merge and $spread',
      '($o := $merge($map([1..99999], function($v) { {$string($v): $pad("", 2000, "x")} })); $count($spread($o)))',
    ],
    ['lists of lists', '$count([1..99999].[1..99999])'],
    ['$eval of a long text', '$eval("[" & $join($split($pad("", 20000000, "1"), ""), ",") & "]")'],
    ['$match of everything', '$count($match($pad("", 20000000, "x"), /x/))'],
    [
      '$sort with an endless comparison',
      '$sort([1..99999], function($a, $b) { ($f := function($n) { $f($n) }; $f(1)) })',
    ],
    ['$toMillis with a long picture', '$toMillis("2020", $pad("", 30000000, "[Y]"))'],
  ])('%s', async (_, source) => {
    expect(await outcome(source)).toMatch(/^(EXPRESSION_(OUT_OF_MEMORY|TIMEOUT|FAILED)|OUTPUT_TOO_LARGE)$/);
    expect(await resolve({ $expr: '1 + 1' }, 'quiet')).toBe(2);
  });
});

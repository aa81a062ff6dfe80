import fc from 'fast-check';

type Kinds = {
  text: string;
  number: string;
  list: string;
  object: string;
  function: string;
  any: string;
};

const oneOf = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.oneof({ maxDepth: 6, depthIdentifier: 'expression', withCrossShrink: true }, ...parts);
const quoted = (text: string) => JSON.stringify(text);

/** Sources of JSONata expressions: random nestings of its functions with arguments far too large. */
export const { any: anyExpression } = fc.letrec<Kinds>((tie) => {
  const text = tie('text');
  const number = tie('number');
  const list = tie('list');
  const object = tie('object');
  const callback = tie('function');
  const any = tie('any');
  const call = (name: string, ...parts: fc.Arbitrary<string>[]) =>
    fc.tuple(...parts).map((sources) => `$${name}(${sources.join(', ')})`);
  const names = (kinds: readonly string[], ...parts: fc.Arbitrary<string>[]) =>
    kinds.map((name) => call(name, ...parts));

  const smallText = fc
    .constantFrom('', 'x', '"', '[Y0001]-[M01]', '#,##0.00', 'w', 'é', 'a,b', '%41', '{{}}', '1')
    .map(quoted);
  const pattern = fc.constantFrom('/x/', '/(x+)+$/i', '/a|b|/m', '/[^y]*/');
  const times = fc.constantFrom(
    '3',
    '-7',
    '100000',
    '3000000',
    '60000000',
    '400000000',
    '-300000000',
    '536870888',
    '1e308',
    '0.5',
  );
  const length = fc.constantFrom('2', '10', '1000', '99999');
  const doubling = (step: fc.Arbitrary<string>, start: fc.Arbitrary<string>) =>
    fc
      .tuple(step, start, fc.constantFrom(3, 20, 60, 1000))
      .map(([body, from, n]) => `($f := function($v, $n) { $n = 0 ? $v : $f(${body}, $n - 1) }; $f(${from}, ${n}))`);

  return {
    text: oneOf(
      smallText,
      call('pad', smallText, times, smallText),
      call('pad', text, times),
      ...names(
        [
          'uppercase',
          'lowercase',
          'trim',
          'base64encode',
          'base64decode',
          'encodeUrl',
          'encodeUrlComponent',
          'decodeUrl',
        ],
        text,
      ),
      call('decodeUrlComponent', text),
      call('string', any),
      call('string', any, fc.constant('true')),
      call('substring', text, number, number),
      ...names(['substringBefore', 'substringAfter'], text, text),
      call('replace', text, fc.oneof(text, pattern), fc.oneof(text, callback)),
      call('replace', text, pattern, text, number),
      call('join', call('map', list, callback), text),
      call('join', list, text),
      call('formatNumber', number, text),
      ...names(['formatInteger', 'fromMillis'], number, text),
      call('formatBase', number, number),
      call('reduce', list, fc.constant('function($a, $b) { $a & $a }'), text),
      call('type', any),
      fc.tuple(text, text).map(([a, b]) => `(${a} & ${b})`),
      doubling(
        fc.constantFrom('$uppercase($v & $v)', '$replace($v, "x", "xx")', '$string([$v])', '$encodeUrl($v & "é")'),
        text,
      ),
    ),
    number: oneOf(
      times,
      ...names(['length', 'number'], text),
      ...names(['parseInteger', 'toMillis'], text, text),
      ...names(['sum', 'max', 'min', 'average', 'count'], list),
      ...names(['floor', 'ceil', 'abs', 'sqrt'], number),
      ...names(['round', 'power'], number, number),
    ),
    list: oneOf(
      length.map((to) => `[1..${to}]`),
      call('split', text, fc.oneof(text, pattern)),
      call('match', text, pattern),
      ...names(['map', 'filter', 'sort'], list, callback),
      ...names(['reverse', 'shuffle', 'distinct', 'spread'], list),
      ...names(['append', 'zip'], list, list),
      ...names(['keys', 'spread'], object),
      call('each', object, callback),
      fc.tuple(list, list).map(([a, b]) => `${a}.${b}`),
      fc.tuple(list, any).map(([a, b]) => `${a}.(${b})`),
      fc.array(any, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      doubling(fc.constantFrom('$append($v, $v)', '[$v, $v]', '$zip($v, $v)'), list),
    ),
    object: oneOf(
      fc.tuple(text, any).map(([key, value]) => `{${key}: ${value}}`),
      fc.tuple(list, any).map(([items, value]) => `${items}{$string($): ${value}}`),
      call(
        'merge',
        fc.tuple(list, any).map(([items, value]) => `${items}.{$string($): ${value}}`),
      ),
      call('sift', object, callback),
      call('clone', object),
      fc.constant('($ ~> |input|{"more": $}|)'),
    ),
    function: oneOf(
      any.map((body) => `function($a, $b) { ${body} }`),
      fc.constantFrom('$uppercase', '$string', '$length', 'function($a) { $a }', 'function($a, $b) { $a > $b }'),
      fc.constant('function($a, $b) { ($f := function($n) { $f($n) }; $f($a)) }'),
    ),
    any: oneOf(
      text,
      number,
      list,
      object,
      callback,
      call('eval', text),
      call('error', text),
      call('single', list, callback),
      call('lookup', object, text),
      fc.tuple(any, any).map(([a, b]) => `(${a}; ${b})`),
      fc.tuple(any, any, any).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    ),
  };
});

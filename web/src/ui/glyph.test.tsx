import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Glyph } from './glyph';

const pathsOf = (name: string) =>
  [...renderToStaticMarkup(<Glyph name={name} />).matchAll(/ d="([^"]*)"/g)].map(([, d]) => d);

it('is drawn from a name, or from a path that a node type brings', () => {
  expect(pathsOf('play')).toEqual(['M5.5 4v8l6-4Z']);
  expect(pathsOf('M2 8h12m-4.5-4 4.5 4')).toEqual(['M2 8h12m-4.5-4 4.5 4']);
});

it('is a dot for a name it does not know', () => {
  for (const name of ['mystery', 'M1 1" onload="x', '']) expect(pathsOf(name)).toEqual([]);
});

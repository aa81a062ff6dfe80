import { describe, expect, it } from 'vitest';
import { testDocument } from '../../core/graph/testing';
import { boxSelection, selectionAfter } from './selecting';

const select = (id: string, selected = true) => ({ type: 'select', id, selected });

describe('the selection', () => {
  it('takes up and drops what React Flow reports, and nothing else', () => {
    const next = selectionAfter(new Set(['a', 'b']), [
      select('c'),
      select('a', false),
      { type: 'position', id: 'd' },
      { type: 'add' },
    ]);
    expect(next).toEqual(new Set(['b', 'c']));
  });

  it('is the same set when nothing changes', () => {
    const selection = new Set(['a']);
    expect(selectionAfter(selection, [select('a'), select('b', false)])).toBe(selection);
  });

  it('of a box: what it covers, and the edges with both ends in it', () => {
    const { edges } = testDocument(['a', 'b', 'c'], ['a>b', 'b>c']);
    expect(boxSelection(new Set(['a', 'b', 'note1']), edges)).toEqual(new Set(['a', 'b', 'note1', 'a.b']));
  });
});

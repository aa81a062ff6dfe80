// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { focusPlace } from './focus-place';

function place(html: string): string {
  document.body.innerHTML = html;
  return focusPlace(document.querySelector('[data-here]'), false);
}

describe('what has the focus', () => {
  it('is an overlay in dialogs and menus, fields in them included', () => {
    expect(place('<div role="dialog"><button data-here></button></div>')).toBe('overlay');
    expect(place('<div role="dialog"><input data-here></div>')).toBe('overlay');
    expect(place('<div role="menu"><div role="menuitem" data-here></div></div>')).toBe('overlay');
  });

  it('is a field where one writes or chooses', () => {
    for (const html of [
      '<input data-here>',
      '<textarea data-here></textarea>',
      '<div contenteditable="plaintext-only"><b data-here></b></div>',
      '<button role="combobox" data-here></button>',
      '<div class="react-flow"><textarea data-here></textarea></div>',
    ])
      expect(place(html)).toBe('field');
  });

  it('is the canvas on it, and where nothing was ever focused', () => {
    expect(place('<div class="react-flow"><div data-here></div></div>')).toBe('canvas');
    expect(focusPlace(document.body, false)).toBe('canvas');
    expect(focusPlace(null, false)).toBe('canvas');
  });

  it('is a control on buttons beside it', () => {
    expect(place('<button data-here></button>')).toBe('control');
  });

  it('is nowhere when a field lost it', () => {
    expect(focusPlace(document.body, true)).toBe('nowhere');
  });
});

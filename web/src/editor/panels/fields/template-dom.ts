import type { Reference } from '@muster/schema';
import type { TemplatePart } from '../../core/values/template-parts';

const chipAttribute = 'data-reference';
/** Takes no room and stands beside chips, since a caret cannot stand beside them on its own. Never part of what is read. */
const standing = '\u200B';
const plain = (text: string | null): string => (text ?? '').replaceAll(standing, '');

/** The chip of a reference inside text that is being written. */
export function chipElement(reference: Reference, words: string): HTMLElement {
  const chip = document.createElement('span');
  chip.contentEditable = 'false';
  chip.className = 'reference-chip';
  chip.setAttribute(chipAttribute, JSON.stringify(reference));
  chip.textContent = words;
  return chip;
}

/** Shows parts inside an element that is written in. */
export function showParts(
  root: HTMLElement,
  parts: readonly TemplatePart[],
  wordsOf: (reference: Reference) => string,
): void {
  const nodes = parts.map((part) =>
    typeof part === 'string' ? document.createTextNode(part) : chipElement(part, wordsOf(part)),
  );
  const withRoom = nodes.flatMap((node, index): Node[] =>
    node.nodeType === Node.TEXT_NODE
      ? [node]
      : [
          ...(nodes[index - 1]?.nodeType === Node.TEXT_NODE ? [] : [document.createTextNode(standing)]),
          node,
          ...(index === nodes.length - 1 ? [document.createTextNode(standing)] : []),
        ],
  );
  const last = parts.at(-1);
  // A final line end needs another one after it, or the caret has no line to stand on.
  if (typeof last === 'string' && last.endsWith('\n')) withRoom.push(document.createTextNode('\n'));
  root.replaceChildren(...withRoom);
}

/** Reads the parts back out of an element that was written in. */
export function readParts(root: HTMLElement): TemplatePart[] {
  const parts: TemplatePart[] = [];
  const visit = (node: Node, last: boolean): void => {
    if (node.nodeType === Node.TEXT_NODE) parts.push(plain(node.textContent));
    else if (node instanceof HTMLElement) {
      const reference = node.getAttribute(chipAttribute);
      if (reference !== null) parts.push(JSON.parse(reference) as Reference);
      else if (node.tagName === 'BR') {
        if (!last) parts.push('\n');
      } else {
        // Some browsers wrap lines in blocks when text is dropped in.
        if (node.tagName === 'DIV' && parts.length > 0) parts.push('\n');
        const children = [...node.childNodes];
        for (const [index, child] of children.entries()) visit(child, index === children.length - 1);
      }
    }
  };
  const children = [...root.childNodes];
  for (const [index, child] of children.entries()) visit(child, index === children.length - 1);
  return withoutFinalBreak(parts);
}

/** Browsers, and `showParts`, put a second line end after a final one. */
function withoutFinalBreak(parts: TemplatePart[]): TemplatePart[] {
  const last = parts.at(-1);
  return typeof last === 'string' && last.endsWith('\n') ? [...parts.slice(0, -1), last.slice(0, -1)] : parts;
}

/** The text between the start of the caret's text node and the caret; null when the caret is not in text of `root`. */
export function textBeforeCaret(root: HTMLElement): string | null {
  const selection = window.getSelection();
  const node = selection?.anchorNode;
  if (!selection?.isCollapsed || !node || node.nodeType !== Node.TEXT_NODE || !root.contains(node)) return null;
  return plain((node.textContent ?? '').slice(0, selection.anchorOffset));
}

/** Where the caret is, to come back to; the end of `root` when it is elsewhere. */
export function caretIn(root: HTMLElement): Range {
  const selection = window.getSelection();
  if (selection && selection.rangeCount > 0 && root.contains(selection.anchorNode)) {
    return selection.getRangeAt(0).cloneRange();
  }
  const end = document.createRange();
  end.selectNodeContents(root);
  end.collapse(false);
  return end;
}

/** Where the caret stands in the window; the lower left corner of `root` when it has no place of its own. */
export function caretRect(range: Range, root: HTMLElement): DOMRect {
  const [rect] = range.getClientRects();
  if (rect) return rect;
  const { left, bottom } = root.getBoundingClientRect();
  return new DOMRect(left, bottom, 0, 0);
}

/** Puts a chip where the range is, `erase` characters of typed text before it taken away, and the caret after it. */
export function insertChip(range: Range, erase: number, chip: HTMLElement): void {
  if (erase > 0 && range.startContainer.nodeType === Node.TEXT_NODE) {
    range.setStart(range.startContainer, Math.max(0, range.startOffset - erase));
  }
  range.deleteContents();
  const after = document.createTextNode(standing);
  range.insertNode(after);
  range.insertNode(chip);
  if (chip.previousSibling?.nodeType !== Node.TEXT_NODE) chip.before(document.createTextNode(standing));
  window.getSelection()?.collapse(after, 1);
}

/** Backspace beside a chip takes the whole chip. True when it did. */
export function eraseChipBefore(root: HTMLElement): boolean {
  const chip = nodeBeforeCaret(root);
  if (!(chip instanceof HTMLElement) || !chip.hasAttribute(chipAttribute)) return false;
  chip.remove();
  return true;
}

/** What stands directly before the caret, when no text that is seen does. */
function nodeBeforeCaret(root: HTMLElement): Node | null {
  const selection = window.getSelection();
  const node = selection?.anchorNode;
  if (!selection?.isCollapsed || !node || !root.contains(node)) return null;
  let before: Node | null;
  if (node === root) before = root.childNodes[selection.anchorOffset - 1] ?? null;
  else if (textBeforeCaret(root) === '') before = node.previousSibling;
  else return null;
  while (before?.nodeType === Node.TEXT_NODE && plain(before.textContent) === '') before = before.previousSibling;
  return before;
}

'use client';
import type { Reference } from '@muster/schema';
import { useEffect, useRef, useState } from 'react';
import { cn } from '../../../ui/cn';
import { useFieldControl } from '../../../ui/field';
import { controlLook } from '../../../ui/input';
import { nameOf } from '../../core/graph/document';
import { sameJson } from '../../core/values/config-path';
import { joinedParts, referenceWords, type TemplatePart } from '../../core/values/template-parts';
import { documentNow, useDocument, useEditor } from '../../store/editor-context';
import { InsertValueButton } from './insert-value-button';
import { ReferencePicker } from './reference-picker';
import {
  caretIn,
  caretRect,
  chipElement,
  eraseChipBefore,
  insertChip,
  readParts,
  showParts,
  textBeforeCaret,
} from './template-dom';

interface TemplateEditorProps {
  nodeId: string;
  parts: TemplatePart[];
  onChange: (parts: TemplatePart[]) => void;
  onLeave: () => void;
  placeholder?: string | undefined;
  /** One line, for the sides of a comparison. */
  line?: boolean;
  'aria-label'?: string;
}

/** Text with references in it, each a chip. `@` or `{{` opens what can be inserted, and so does the button. */
export function TemplateEditor({
  nodeId,
  parts,
  onChange,
  onLeave,
  placeholder,
  line = false,
  ...rest
}: TemplateEditorProps) {
  const session = useEditor();
  const names = useDocument(({ document }) => document.nodes);
  const root = useRef<HTMLDivElement>(null);
  const shown = useRef<TemplatePart[] | null>(null);
  const caret = useRef<{ range: Range; erase: number } | null>(null);
  const anchor = useRef<{ getBoundingClientRect: () => DOMRect } | null>(null);
  const [picking, setPicking] = useState(false);
  const wordsOf = (reference: Reference) => referenceWords(reference, (id) => nameOf(documentNow(session), id));

  // Written text is the element's own; it is shown anew only when it changed from outside (undo, another node).
  // biome-ignore lint/correctness/useExhaustiveDependencies: names are what the chips say
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    if (shown.current && sameJson(shown.current, parts)) {
      for (const chip of element.querySelectorAll<HTMLElement>('[data-reference]')) {
        const words = wordsOf(JSON.parse(chip.dataset.reference ?? '{}') as Reference);
        if (chip.textContent !== words) chip.textContent = words;
      }
      return;
    }
    shown.current = parts;
    showParts(element, parts, wordsOf);
  }, [parts, names]);

  const changed = () => {
    const element = root.current;
    if (!element) return;
    // In the form in which it comes back, so that what is written is not shown anew under the caret.
    const next = joinedParts(readParts(element));
    shown.current = next;
    onChange(next);
  };
  const openPicker = (erase: number) => {
    if (!root.current) return;
    const range = caretIn(root.current);
    const rect = caretRect(range, root.current);
    caret.current = { range, erase };
    anchor.current = { getBoundingClientRect: () => rect };
    setPicking(true);
  };
  const closePicker = () => {
    setPicking(false);
    root.current?.focus();
    if (!caret.current) return;
    const selection = window.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(caret.current.range);
  };
  const typed = () => {
    changed();
    const before = root.current && textBeforeCaret(root.current);
    if (before?.endsWith('{{')) openPicker(2);
    else if (before && /(^|\s)@$/.test(before)) openPicker(1);
  };
  const pick = (reference: Reference) => {
    const place = caret.current;
    setPicking(false);
    root.current?.focus();
    if (!place) return;
    insertChip(place.range, place.erase, chipElement(reference, wordsOf(reference)));
    changed();
  };

  return (
    <div className="relative">
      <ReferencePicker
        nodeId={nodeId}
        open={picking}
        onOpenChange={(open) => !open && closePicker()}
        onPick={pick}
        anchor={anchor}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: no input element can hold chips */}
      <div
        ref={root}
        role="textbox"
        tabIndex={0}
        aria-multiline={!line}
        contentEditable="plaintext-only"
        suppressContentEditableWarning
        data-placeholder={placeholder}
        data-empty={parts.length === 0}
        className={cn(
          controlLook,
          'template-editor scroll-quiet block overflow-y-auto py-1.5 pr-8 pl-2.5 leading-[1.6] break-words whitespace-pre-wrap',
          line ? 'max-h-24 min-h-8' : 'max-h-72 min-h-20',
        )}
        {...useFieldControl()}
        {...rest}
        onInput={typed}
        onBlur={onLeave}
        onKeyDown={(event) => {
          if (line && event.key === 'Enter') event.preventDefault();
          if (event.key !== 'Backspace' || !root.current || !eraseChipBefore(root.current)) return;
          event.preventDefault();
          changed();
        }}
      />
      <InsertValueButton onInsert={() => openPicker(0)} />
    </div>
  );
}

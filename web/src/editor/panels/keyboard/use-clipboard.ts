'use client';
import { useReactFlow } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { type Fragment, readFragment } from '../../core/graph/clipboard';
import type { Point } from '../../core/graph/document';
import { useEditor } from '../../store/editor-context';
import { isTyping } from './keys';

/** Copy, cut and paste through the system's clipboard, so that parts travel between workflows and windows. */
export function useClipboard(): void {
  const { commands } = useEditor();
  const { screenToFlowPosition } = useReactFlow();
  const pointer = useRef<Point | null>(null);
  const pasted = useRef<{ text: string; times: number }>({ text: '', times: 0 });

  useEffect(() => {
    const put = (event: ClipboardEvent, fragment: Fragment | null) => {
      if (!fragment || !event.clipboardData) return false;
      event.clipboardData.setData('text/plain', JSON.stringify(fragment));
      event.preventDefault();
      return true;
    };
    const nothingMarked = () => (window.getSelection()?.toString() ?? '') === '';
    const onCopy = (event: ClipboardEvent) => {
      if (!isTyping(event.target) && nothingMarked()) put(event, commands.copySelection());
    };
    const onCut = (event: ClipboardEvent) => {
      if (!isTyping(event.target) && nothingMarked() && put(event, commands.copySelection()))
        commands.removeSelection();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const fragment = readFragment(text);
      if (!fragment) return;
      event.preventDefault();
      const times = pasted.current.text === text ? pasted.current.times + 1 : 0;
      pasted.current = { text, times };
      const at = pointer.current && screenToFlowPosition(pointer.current);
      commands.paste(fragment, at && { x: at.x + times * 20, y: at.y + times * 20 });
    };
    const onMove = (event: PointerEvent) => {
      const over = event.target instanceof Element && event.target.closest('.react-flow') !== null;
      pointer.current = over ? { x: event.clientX, y: event.clientY } : null;
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCut);
    document.addEventListener('paste', onPaste);
    document.addEventListener('pointermove', onMove, { passive: true });
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCut);
      document.removeEventListener('paste', onPaste);
      document.removeEventListener('pointermove', onMove);
    };
  }, [commands, screenToFlowPosition]);
}

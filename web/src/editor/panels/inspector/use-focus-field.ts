'use client';
import { type RefObject, useEffect } from 'react';
import { fieldAt } from '../../core/knowledge/editor-link';
import { useEditor, useView } from '../../store/editor-context';

const focusable =
  'input:not(:disabled), textarea:not(:disabled), select:not(:disabled), [contenteditable="plaintext-only"], [role="combobox"], [role="switch"], button:not(:disabled)';

/** Focuses the field a link leads to, once its form is on the page; without a field, the form's first one. */
export function useFocusField(nodeId: string, form: RefObject<HTMLElement | null>): void {
  const { views } = useEditor();
  const target = useView((view) => (view.focusField?.nodeId === nodeId ? view.focusField : null));
  useEffect(() => {
    if (!target) return;
    // After a dialog has taken the focus for itself, as the sheet of a phone does.
    const frame = requestAnimationFrame(() => {
      views.focusField(null);
      const rows = [...(form.current?.querySelectorAll<HTMLElement>('[data-field]') ?? [])];
      const keys = rows.map((row) => row.dataset.field ?? '');
      const key = target.field === null ? keys[0] : fieldAt(keys, target.field);
      const row = rows.find((one) => one.dataset.field === key) ?? form.current;
      row?.scrollIntoView({ block: 'center' });
      row?.querySelector<HTMLElement>(focusable)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [target, form, views]);
}

'use client';
import { Command } from 'cmdk';
import { useEffect, useMemo, useRef } from 'react';
import { Glyph } from '../../../ui/glyph';
import { paletteOf } from '../../core/graph/catalogue';
import { useDocument, useEditor, useView } from '../../store/editor-context';

/** A small palette where an edge was let go, or the canvas was double-clicked. What it adds is connected at once. */
export function QuickAdd() {
  const quickAdd = useView((view) => view.quickAdd);
  const kind = useDocument(({ document }) => document.kind);
  const { catalogue, commands, views } = useEditor();
  const box = useRef<HTMLDivElement>(null);
  const fromOut = quickAdd?.from?.side === 'source';
  const groups = useMemo(
    () =>
      paletteOf(catalogue, kind).map(({ group, items }) => ({
        group,
        items: fromOut ? items.filter((item) => item.ports.in.length > 0) : items,
      })),
    [catalogue, kind, fromOut],
  );
  useEffect(() => {
    if (!quickAdd) return;
    const close = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) views.openQuickAdd(null);
    };
    window.addEventListener('pointerdown', close, true);
    return () => window.removeEventListener('pointerdown', close, true);
  }, [quickAdd, views]);
  if (!quickAdd) return null;
  const left = Math.max(8, Math.min(quickAdd.screen.x - 8, window.innerWidth - 248));
  const top = Math.max(56, Math.min(quickAdd.screen.y - 18, window.innerHeight - 320));
  return (
    <div
      ref={box}
      role="dialog"
      aria-label="Add a node here"
      data-testid="quick-add"
      className="fixed z-30 w-60 animate-appear overflow-hidden rounded-node border border-line-2 bg-surface shadow-float"
      style={{ left, top }}
    >
      <Command label="Add a node here" loop onKeyDown={(event) => event.key === 'Escape' && views.openQuickAdd(null)}>
        <Command.Input
          autoFocus
          placeholder={quickAdd.from ? 'What comes next' : 'Add a node here'}
          className="h-9 w-full border-b border-line bg-transparent px-3 outline-none"
        />
        <Command.List className="scroll-quiet max-h-64 overflow-y-auto p-1">
          <Command.Empty className="px-2 py-3 text-small text-ink-3">No results.</Command.Empty>
          {groups.flatMap(({ items }) =>
            items.map((item) => (
              <Command.Item
                key={item.type}
                value={`${item.title} ${item.type}`}
                data-testid={`quick-add-${item.type}`}
                className="flex cursor-default items-center gap-2.5 rounded-item px-1.5 py-1 data-[selected=true]:bg-sunken pointer-coarse:py-2.5"
                onSelect={() => {
                  const place = {
                    x: quickAdd.at.x + (quickAdd.from?.side === 'target' ? -208 : 0),
                    y: quickAdd.at.y - 24,
                  };
                  views.openQuickAdd(null);
                  commands.add(item, place, quickAdd.from);
                }}
              >
                <Glyph name={item.form.glyph} />
                {item.title}
              </Command.Item>
            )),
          )}
        </Command.List>
      </Command>
    </div>
  );
}

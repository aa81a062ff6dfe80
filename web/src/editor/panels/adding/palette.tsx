'use client';
import type { NodeTypeManifest } from '@muster/schema';
import { StickyNote } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, memo, useMemo, useRef, useState } from 'react';
import { Glyph } from '../../../ui/glyph';
import { controlLook } from '../../../ui/input';
import { Kbd } from '../../../ui/kbd';
import { paletteOf } from '../../core/graph/catalogue';
import { useDocument, useEditor } from '../../store/editor-context';
import { focusOnCanvas } from '../focus/focus-on-canvas';

/** Type of what the palette puts on a drag. */
export const paletteDragType = 'application/x-muster-node';

/** Everything that can be added. Drag it, click it, or type and press Enter. */
export function Palette({ onAdded }: { onAdded?: () => void }) {
  const { catalogue, commands } = useEditor();
  const kind = useDocument(({ document }) => document.kind);
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => paletteOf(catalogue, kind, search), [catalogue, kind, search]);
  const add = (manifest: NodeTypeManifest, byPointer = false) => {
    const id = commands.addFromPalette(manifest);
    setSearch('');
    onAdded?.();
    // What is typed next is meant for the new node; by keys one may want to add another.
    if (byPointer) focusOnCanvas(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[data-palette-item]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'ArrowDown') items[Math.min(at + 1, items.length - 1)]?.focus();
    else if (event.key === 'ArrowUp') (at <= 0 ? inputOf(list.current) : items[at - 1])?.focus();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
    <div ref={list} className="flex flex-col gap-4 p-2.5" onKeyDown={onKeyDown}>
      <div className="relative">
        <input
          type="search"
          data-palette-search
          value={search}
          placeholder={kind === 'squad' ? 'Add a member' : 'Add a node'}
          aria-label={kind === 'squad' ? 'Add a member' : 'Add a node'}
          className={`${controlLook} h-8 bg-sunken! px-2.5 pointer-coarse:h-10`}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            const first = groups[0]?.items[0];
            if (event.key === 'Enter' && first && search.trim() !== '') add(first);
            if (event.key === 'Escape') setSearch('');
          }}
        />
        {search === '' && (
          <Kbd className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3 pointer-coarse:hidden">
            /
          </Kbd>
        )}
      </div>
      {groups.map(({ group, items }) => (
        <section key={group} aria-label={group}>
          <h2 className="machine px-1.5 pb-1 text-ink-3 uppercase">{group}</h2>
          <ul>
            {items.map((manifest) => (
              <PaletteItem key={manifest.type} manifest={manifest} onAdd={add} />
            ))}
          </ul>
        </section>
      ))}
      {groups.length === 0 && <p className="px-1.5 text-ink-2">No results. Try another word.</p>}
      {search === '' && (
        <button
          type="button"
          className="flex items-center gap-2.5 rounded-item px-1.5 py-1 text-left text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:py-2.5"
          onClick={() => {
            commands.addNote();
            onAdded?.();
          }}
        >
          <StickyNote className="mx-0.5 size-4" aria-hidden="true" />
          Note
        </button>
      )}
    </div>
  );
}

const inputOf = (root: HTMLElement | null) => root?.querySelector<HTMLElement>('[data-palette-search]');

const PaletteItem = memo(function PaletteItem({
  manifest,
  onAdd,
}: {
  manifest: NodeTypeManifest;
  onAdd: (manifest: NodeTypeManifest, byPointer: boolean) => void;
}) {
  const [first = ''] = manifest.doc.split(/(?<=\.)\s/);
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(paletteDragType, manifest.type);
    event.dataTransfer.effectAllowed = 'copy';
  };
  return (
    <li>
      <button
        type="button"
        draggable
        data-palette-item
        data-testid={`palette-item-${manifest.type}`}
        title={first}
        className="flex w-full cursor-grab! items-center gap-2.5 rounded-item px-1.5 py-1 text-left hover:bg-sunken active:cursor-grabbing! pointer-coarse:py-2.5"
        onDragStart={onDragStart}
        onClick={(event) => onAdd(manifest, event.detail > 0)}
      >
        <Glyph name={manifest.form.glyph} />
        {manifest.title}
      </button>
    </li>
  );
});

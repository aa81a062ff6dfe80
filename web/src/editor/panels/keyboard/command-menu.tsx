'use client';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { Glyph } from '../../../ui/glyph';
import { Kbd } from '../../../ui/kbd';
import { modKey } from '../../../ui/mod-key';
import { useReturnFocusOnLeave } from '../../../ui/return-focus';
import { paletteOf } from '../../core/graph/catalogue';
import { nameOf, nodesById } from '../../core/graph/document';
import { useDocument, useEditor, useView } from '../../store/editor-context';
import { focusConnectField, focusOnCanvas, focusSoon, showInspector } from '../focus/focus-on-canvas';

interface CommandMenuProps {
  onRun: () => void;
  /** Brings nodes into sight. */
  onShow: (ids: readonly string[]) => void;
}

/** Everything by name: go to a node, add one, do something. */
export function CommandMenu({ onRun, onShow }: CommandMenuProps) {
  const { catalogue, commands, documents, views } = useEditor();
  const document = useDocument((state) => state.document);
  const selected = useView(({ selection: [only, ...others] }) =>
    only !== undefined && others.length === 0 && nodesById(document).has(only) ? only : null,
  );
  const router = useRouter();
  const mod = modKey();
  useReturnFocusOnLeave();
  const close = () => views.openDialog(null);
  const [opener] = useState(() => window.document.activeElement);
  /** Does it and puts the focus where it leads: on a node, else back where it was. */
  const then = (action: () => unknown) => () => {
    close();
    const id = action();
    if (typeof id === 'string') focusOnCanvas(id);
    else if (opener === null || opener === window.document.body) focusOnCanvas();
  };
  return (
    <Command.Dialog
      open
      onOpenChange={close}
      label="Search or jump to…"
      loop
      overlayClassName="fixed inset-0 z-40 bg-veil"
      contentClassName="fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-140 overflow-hidden rounded-container border border-line-2 bg-surface shadow-float"
    >
      <Command.Input
        autoFocus
        placeholder="Search or jump to…"
        className="h-11 w-full border-b border-line bg-transparent px-4 text-lead outline-none"
      />
      <Command.List className="scroll-quiet max-h-[52dvh] overflow-y-auto p-1.5 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-small [&_[cmdk-group-heading]]:text-ink-3">
        <Command.Empty className="px-3 py-4 text-ink-2">No results.</Command.Empty>
        <Command.Group heading="Go to">
          {document.nodes.slice(0, 500).map((node) => (
            <Item
              key={node.id}
              value={`go ${node.name} ${node.id} ${node.type}`}
              onSelect={then(() => {
                views.select([node.id]);
                onShow([node.id]);
                return node.id;
              })}
              icon={<Glyph name={catalogue.typeOf(node)?.form.glyph ?? 'unknown'} />}
              aside={node.type}
            >
              {node.name || node.id}
            </Item>
          ))}
        </Command.Group>
        <Command.Group heading="Add">
          {paletteOf(catalogue, document.kind).flatMap(({ items }) =>
            items.map((item) => (
              <Item
                key={item.type}
                value={`add ${item.title} ${item.type}`}
                onSelect={then(() => commands.addFromPalette(item))}
                icon={<Glyph name={item.form.glyph} />}
              >
                Add {item.title}
              </Item>
            )),
          )}
        </Command.Group>
        <Command.Group heading="Do">
          {selected !== null && (
            <Item
              value="connect lead output"
              onSelect={() => {
                close();
                showInspector(views);
                focusSoon(focusConnectField);
              }}
              keys="C"
            >
              Connect {nameOf(document, selected)}
            </Item>
          )}
          <Item value="run" onSelect={then(onRun)} keys={`${mod}↵`}>
            Run
          </Item>
          <Item value="publish" onSelect={() => views.openDialog('publish')}>
            Publish
          </Item>
          <Item value="versions history" onSelect={() => views.openDialog('versions')}>
            Versions
          </Item>
          <Item value="tidy layout arrange" onSelect={then(commands.tidy)} keys="T">
            Tidy the canvas
          </Item>
          <Item
            value="note"
            onSelect={() => {
              close();
              // The menu holds the focus until it is gone, and the note's text needs it.
              focusSoon(commands.addNote);
            }}
            keys="N"
          >
            Add a note
          </Item>
          <Item value="undo" onSelect={then(documents.undo)} keys={`${mod}Z`}>
            Undo
          </Item>
          <Item value="redo" onSelect={then(documents.redo)} keys={`${mod}⇧Z`}>
            Redo
          </Item>
          <Item value="problems errors warnings" onSelect={then(() => views.setPanel('problems', true))}>
            Problems
          </Item>
          <Item value="keyboard shortcuts help" onSelect={() => views.openDialog('shortcuts')} keys="?">
            Keyboard shortcuts
          </Item>
          <Item value="home all workflows" onSelect={then(() => router.push('/'))}>
            All workflows
          </Item>
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  );
}

interface ItemProps {
  value: string;
  onSelect: () => void;
  icon?: ReactNode;
  aside?: string;
  keys?: string;
  children: ReactNode;
}

function Item({ value, onSelect, icon, aside, keys, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-8 cursor-default items-center gap-2.5 rounded-item px-2 py-1 data-[selected=true]:bg-sunken pointer-coarse:py-2.5"
    >
      {icon}
      <span className="min-w-0 truncate">{children}</span>
      {aside && <span className="machine ml-auto shrink-0 text-ink-3">{aside}</span>}
      {keys && <Kbd className="ml-auto text-ink-2">{keys}</Kbd>}
    </Command.Item>
  );
}

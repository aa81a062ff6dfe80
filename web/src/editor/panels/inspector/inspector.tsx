'use client';
import { Copy, Trash2 } from 'lucide-react';
import { Button } from '../../../ui/button';
import { edgeWords } from '../../core/changes/describe-diff';
import { nodesById } from '../../core/graph/document';
import { useDocument, useEditor, useView } from '../../store/editor-context';
import { focusOnCanvas } from '../focus/focus-on-canvas';
import { InspectorNode } from './inspector-node';
import { InspectorNote } from './inspector-note';

/** What is selected, to be looked at and changed. */
export function Inspector() {
  const selection = useView((view) => view.selection);
  const document = useDocument((state) => state.document);
  const nodes = nodesById(document);
  const [only, ...others] = [...selection];
  if (only === undefined) return <Nothing />;
  if (others.length > 0) return <Several count={selection.size} />;
  if (nodes.has(only)) return <InspectorNode key={only} nodeId={only} />;
  const edge = document.edges.find((one) => one.id === only);
  if (edge) return <OneThing title="Edge" detail={edgeWords(edge, document)} />;
  const note = document.view.notes.find(({ id }) => id === only);
  if (note) return <InspectorNote key={only} note={note} />;
  return <Nothing />;
}

function Nothing() {
  const kind = useDocument(({ document }) => document.kind);
  const nodes = useDocument(({ document }) => document.nodes.length);
  const edges = useDocument(({ document }) => document.edges.length);
  const unit = kind === 'squad' ? 'member' : 'node';
  return (
    <div className="flex flex-col gap-3 px-4 pt-4 text-ink-2">
      <p className="text-lead font-semibold text-ink">{kind === 'squad' ? 'This squad' : 'This pipeline'}</p>
      <p className="machine">
        {nodes} {nodes === 1 ? unit : `${unit}s`} · {edges} {edges === 1 ? 'edge' : 'edges'}
      </p>
      <p>
        Select a {unit} to set it up. Drag from a square at its side to say{' '}
        {kind === 'squad' ? 'whom it may turn to' : 'what comes next'}.
      </p>
    </div>
  );
}

function Several({ count }: { count: number }) {
  return <OneThing title={`${count} selected`} detail="Move them with the arrow keys, or drag any of them." several />;
}

function OneThing({ title, detail, several = false }: { title: string; detail: string; several?: boolean }) {
  const { commands } = useEditor();
  const remove = () => {
    commands.removeSelection();
    focusOnCanvas();
  };
  return (
    <div className="flex flex-col gap-3 px-4 pt-4">
      <p className="text-lead font-semibold">{title}</p>
      <p className="break-words text-ink-2">{detail}</p>
      <div className="flex gap-2">
        {several && (
          <Button icon={<Copy className="size-3.5" />} onClick={() => commands.duplicateSelection()}>
            Duplicate
          </Button>
        )}
        <Button look="danger" icon={<Trash2 className="size-3.5" />} onClick={remove}>
          Delete
        </Button>
      </div>
    </div>
  );
}

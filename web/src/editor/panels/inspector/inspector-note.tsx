'use client';
import type { GraphView } from '@muster/schema';
import { Trash2 } from 'lucide-react';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { Textarea } from '../../../ui/input';
import { noteLimits, noteSize } from '../../core/graph/notes';
import { useEditor } from '../../store/editor-context';
import { CommitInput } from '../fields/commit-input';
import { focusOnCanvas } from '../focus/focus-on-canvas';

/** A note's text and size: what the pointer does on the canvas, without one. */
export function InspectorNote({ note }: { note: GraphView['notes'][number] }) {
  const { commands, documents } = useEditor();
  const { width, height } = noteSize(note);
  const side = (name: 'width' | 'height', value: number) => {
    const { min, max } = { min: noteLimits.min[name], max: noteLimits.max[name] };
    return (
      <Field label={name === 'width' ? 'Width' : 'Height'} className="flex-1">
        <CommitInput
          value={String(value)}
          inputMode="numeric"
          refuse={(text) => (inRange(text, min, max) ? '' : `A number from ${min} to ${max}.`)}
          onCommit={(text) =>
            commands.resizeNote(note.id, { x: note.x, y: note.y, width, height, [name]: Number(text) })
          }
        />
      </Field>
    );
  };
  return (
    <div className="flex flex-col gap-4 px-4 pt-4">
      <p className="text-lead font-semibold">Note</p>
      <Field label="Text" help="For people only. It does not affect runs.">
        <Textarea
          rows={6}
          maxLength={10_000}
          value={note.text}
          onChange={(event) => commands.setNoteText(note.id, event.target.value)}
          onBlur={documents.seal}
        />
      </Field>
      <div className="flex gap-3">
        {side('width', width)}
        {side('height', height)}
      </div>
      <div className="flex">
        <Button
          look="danger"
          icon={<Trash2 className="size-3.5" />}
          onClick={() => {
            commands.removeSelection();
            focusOnCanvas();
          }}
        >
          Delete
        </Button>
      </div>
    </div>
  );
}

function inRange(text: string, min: number, max: number): boolean {
  const value = Number(text);
  return text.trim() !== '' && value >= min && value <= max;
}

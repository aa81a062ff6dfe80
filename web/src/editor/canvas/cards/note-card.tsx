'use client';
import { type NodeProps, NodeResizer } from '@xyflow/react';
import { memo } from 'react';
import { cn } from '../../../ui/cn';
import { noteLimits } from '../../core/graph/notes';
import type { NoteFlowNode } from '../model/flow-types';
import { useCanvas } from './canvas-context';

/** A note for people; nothing that runs. Double-click, or Enter, to write; drag its sides to resize it. */
export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<NoteFlowNode>) {
  const { writeNote, setNoteText, showNoteBox, setNoteBox } = useCanvas();
  const { note, editable, writing } = data;
  return (
    <>
      {editable && selected && (
        <NodeResizer
          minWidth={noteLimits.min.width}
          minHeight={noteLimits.min.height}
          maxWidth={noteLimits.max.width}
          maxHeight={noteLimits.max.height}
          lineClassName="muster-note-side"
          handleClassName="muster-note-corner"
          onResize={(_, box) => showNoteBox(id, box)}
          onResizeEnd={(_, box) => setNoteBox(id, box)}
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the canvas' node around it has the focus and the name */}
      <div
        data-testid={`note-${id}`}
        className={cn('muster-note', selected && 'is-selected')}
        onDoubleClick={() => editable && writeNote(id)}
      >
        {writing ? (
          <textarea
            // biome-ignore lint/a11y/noAutofocus: writing starts because the person asked for it
            autoFocus
            aria-label="Note"
            defaultValue={note.text}
            maxLength={10_000}
            className="nodrag nowheel size-full resize-none bg-transparent outline-none"
            onBlur={(event) => {
              writeNote(null);
              if (event.target.value !== note.text) setNoteText(id, event.target.value);
            }}
            onKeyDown={(event) => {
              event.stopPropagation();
              // Ends the writing, since the text field loses the focus.
              if (event.key === 'Escape') event.currentTarget.closest<HTMLElement>('.react-flow__node')?.focus();
            }}
          />
        ) : (
          <p className="size-full overflow-hidden whitespace-pre-wrap break-words">
            {note.text || <span className="text-ink-3">Empty note</span>}
          </p>
        )}
      </div>
    </>
  );
});

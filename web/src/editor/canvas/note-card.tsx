'use client';
import type { NodeProps } from '@xyflow/react';
import { memo, useState } from 'react';
import { cn } from '../../ui/cn';
import { useCanvas } from './canvas-context';
import type { NoteFlowNode } from './flow-types';

/** A note for people; nothing that runs. Double-click, or Enter, to write. */
export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<NoteFlowNode>) {
  const { setNoteText } = useCanvas();
  const [writing, setWriting] = useState(data.editable && data.text === '');
  const finish = (text: string) => {
    setWriting(false);
    if (text !== data.text) setNoteText(id, text);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the canvas' node around it has the focus and the name
    <div
      data-testid={`note-${id}`}
      className={cn('muster-note', selected && 'is-selected')}
      onDoubleClick={() => data.editable && setWriting(true)}
    >
      {writing ? (
        <textarea
          // biome-ignore lint/a11y/noAutofocus: writing starts because the person asked for it
          autoFocus
          aria-label="Note"
          defaultValue={data.text}
          maxLength={10_000}
          className="nodrag nowheel size-full resize-none bg-transparent outline-none"
          onBlur={(event) => finish(event.target.value)}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === 'Escape') finish(event.currentTarget.value);
          }}
        />
      ) : (
        <p className="size-full overflow-hidden whitespace-pre-wrap break-words">
          {data.text || <span className="text-ink-3">Double-click to write a note</span>}
        </p>
      )}
    </div>
  );
});

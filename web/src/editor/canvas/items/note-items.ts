import type { GraphDocument } from '@muster/schema';
import { noteSize } from '../../core/graph/notes';
import { nodeWidth } from '../../core/graph/snap';
import type { NoteFlowNode } from '../model/flow-types';

type Note = NonNullable<GraphDocument['view']>['notes'][number];

interface NoteOptions {
  selected: boolean;
  editable: boolean;
  /** Its text is being written. */
  writing: boolean;
}

/** Room a note needs to hold a card with some space around it, in pixels. */
const holdsCard = { width: nodeWidth + 32, height: 136 };

/** Returns the node of the canvas for a note; `known`, the one drawn last, comes back when nothing about it changed. */
export function noteItem(known: NoteFlowNode | undefined, note: Note, options: NoteOptions): NoteFlowNode {
  const { selected, editable, writing } = options;
  if (
    known !== undefined &&
    known.data.note === note &&
    known.data.editable === editable &&
    known.data.writing === writing &&
    known.selected === selected
  ) {
    return known;
  }
  const size = noteSize(note);
  return {
    id: note.id,
    type: 'note',
    position: { x: note.x, y: note.y },
    ...size,
    measured: size,
    handles: [],
    selected,
    draggable: editable,
    deletable: false,
    // Large notes frame the cards that stand on them. Others lie on top, so that no card hides them.
    zIndex: size.width >= holdsCard.width && size.height >= holdsCard.height ? -1 : 1,
    ariaLabel: `Note: ${note.text.slice(0, 120) || 'empty'}`,
    data: { note, editable, writing },
  };
}

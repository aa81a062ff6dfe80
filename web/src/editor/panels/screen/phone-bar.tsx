'use client';
import { Plus, Redo2, SlidersHorizontal, Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { IconButton } from '../../../ui/icon-button';
import { useIsPhone } from '../../../ui/use-media';
import { useDocument, useEditor, useView } from '../../store/editor-context';
import { Palette } from '../adding/palette';
import { Inspector } from '../inspector/inspector';
import { SaveStateWords } from '../saving/save-state';

/** On a phone the panels are sheets from below, behind these buttons. Nothing on a larger screen. */
export function PhoneBar() {
  return useIsPhone() ? <Bar /> : null;
}

function Bar() {
  const { documents, views } = useEditor();
  const sheet = useView((view) => view.sheet);
  const selected = useView((view) => view.selection.size);
  const canUndo = useDocument(({ history }) => history.past.length > 0);
  const canRedo = useDocument(({ history }) => history.future.length > 0);
  useEffect(() => {
    if (selected === 0 && views.getState().sheet === 'inspector') views.openSheet(null);
  }, [selected, views]);
  return (
    <div className="flex items-center gap-1.5 border-t border-line bg-surface p-1.5 ">
      <Button icon={<Plus className="size-4" />} onClick={() => views.openSheet('palette')}>
        Add
      </Button>
      <Button
        icon={<SlidersHorizontal className="size-4" />}
        disabled={selected === 0}
        onClick={() => views.openSheet('inspector')}
      >
        Set up
      </Button>
      <span className="ml-auto min-w-0 truncate">
        <SaveStateWords />
      </span>
      <span className="flex">
        <IconButton label="Undo" disabled={!canUndo} onClick={documents.undo}>
          <Undo2 className="size-4" />
        </IconButton>
        <IconButton label="Redo" disabled={!canRedo} onClick={documents.redo}>
          <Redo2 className="size-4" />
        </IconButton>
      </span>
      <Dialog open={sheet === 'palette'} onOpenChange={() => views.openSheet(null)} place="side" title="Add">
        <div className="-mx-3">
          <Palette onAdded={() => views.openSheet(null)} />
        </div>
      </Dialog>
      <Dialog open={sheet === 'inspector'} onOpenChange={() => views.openSheet(null)} place="side" title="Set up">
        <div className="-mx-4">
          <Inspector />
        </div>
      </Dialog>
    </div>
  );
}

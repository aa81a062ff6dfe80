'use client';
import { Dialog } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { Kbd } from '../../../ui/kbd';
import { modKey } from '../../../ui/mod-key';
import { Switch } from '../../../ui/switch';
import { useEditor, useView } from '../../store/editor-context';
import { FocusHere } from '../focus/focus-here';
import { shortcutSheet } from './keys';

/** Every key, on one sheet. */
export function ShortcutsDialog() {
  const { views } = useEditor();
  const singleKeys = useView((view) => view.singleKeys);
  return (
    <Dialog open onOpenChange={() => views.openDialog(null)} title="Keyboard shortcuts" width="wide">
      <FocusHere>
        <div className="grid gap-6 sm:grid-cols-2">
          {shortcutSheet(modKey()).map(({ title, shortcuts }) => (
            <section key={title}>
              <h3 className="font-semibold">{title}</h3>
              <dl className="mt-1.5 flex flex-col gap-1">
                {shortcuts.map(({ keys, does }) => (
                  <div key={does} className="flex items-baseline justify-between gap-4">
                    <dt className="text-ink-2">{does}</dt>
                    <dd>
                      <Kbd className="text-ink">{keys}</Kbd>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <Field
          label="Single-key shortcuts"
          help="Letters, digits and signs typed alone, such as N and /. They act while the canvas has the focus."
          className="mt-5"
        >
          <Switch checked={singleKeys} onCheckedChange={views.setSingleKeys} />
        </Field>
        <p className="mt-5 text-ink-2">
          Without a pointer: Tab to a node, press Enter to select it, then connect its outputs in the inspector.
        </p>
      </FocusHere>
    </Dialog>
  );
}

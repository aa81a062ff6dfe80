import type { ReactNode } from 'react';
import { Logo } from '../../ui';
import { SquadPicture } from './squad-picture';

const whatMusterIs =
  'Muster is a visual workflow builder: draw squads of AI agents and the tasks they share, publish, and watch every step run.';

/** The page around the forms for getting in: the form, and what Muster is, with a picture on wide screens. */
export function AuthFrame({ title, lead, children }: { title: string; lead: ReactNode; children?: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(420px,1fr)_1.4fr]">
      <main className="flex flex-col bg-surface px-6 py-6 sm:px-10">
        <p className="flex items-center gap-2 text-lead font-semibold">
          <Logo />
          Muster
        </p>
        <div className="m-auto flex w-full max-w-90 flex-col gap-6 py-10">
          <div>
            <h1 className="break-words text-title font-semibold">{title}</h1>
            <p className="mt-1 break-words text-ink-2">{lead}</p>
          </div>
          {children}
        </div>
        <p className="mx-auto w-full max-w-90 text-ink-2 lg:hidden">{whatMusterIs}</p>
      </main>
      <aside
        aria-label="About Muster"
        className="relative hidden overflow-hidden border-l border-line bg-paper bg-[radial-gradient(var(--line)_1px,transparent_1px)] bg-size-[20px_20px] lg:grid lg:place-items-center"
      >
        <div className="flex flex-col items-center gap-10">
          <div aria-hidden="true">
            <SquadPicture />
          </div>
          <p className="max-w-120 bg-paper px-3 py-1 text-center text-lead text-ink-2">{whatMusterIs}</p>
        </div>
      </aside>
    </div>
  );
}

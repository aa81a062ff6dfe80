import type { ReactNode } from 'react';
import { Logo } from '../../ui';
import { SquadPicture } from './squad-picture';

/** The page around the sign-in and sign-up forms: the form, and on wide screens what Muster is about. */
export function AuthFrame({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(420px,1fr)_1.4fr]">
      <main className="flex flex-col bg-surface px-6 py-6 sm:px-10">
        <p className="flex items-center gap-2 text-lead font-semibold">
          <Logo />
          Muster
        </p>
        <div className="m-auto flex w-full max-w-90 flex-col gap-6 py-10">
          <div>
            <h1 className="text-title font-semibold">{title}</h1>
            <p className="mt-1 text-ink-2">{lead}</p>
          </div>
          {children}
        </div>
      </main>
      <aside
        aria-hidden="true"
        className="relative hidden overflow-hidden border-l border-line bg-paper bg-[radial-gradient(var(--line)_1px,transparent_1px)] bg-size-[20px_20px] lg:grid lg:place-items-center"
      >
        <SquadPicture />
      </aside>
    </div>
  );
}

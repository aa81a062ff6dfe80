import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '../../ui';
import { TopBar } from '../frame/top-bar';

const places = [
  { href: '/settings/members', label: 'Members' },
  { href: '/settings/api-keys', label: 'API keys' },
] as const;

interface SettingsFrameProps {
  /** The page this is, by its label. */
  here: (typeof places)[number]['label'];
  lead: ReactNode;
  /** The main button of the page. */
  action?: ReactNode;
  children: ReactNode;
}

/** The page around every settings page: the bar, the ways to the other settings, the title. */
export function SettingsFrame({ here, lead, action, children }: SettingsFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <TopBar crumbs={[{ label: 'Settings' }, { label: here }]} />
      <main className="mx-auto w-full max-w-190 flex-1 px-4 py-6 sm:px-6">
        <nav aria-label="Settings" className="mb-5 border-b border-line">
          <ul className="flex gap-5">
            {places.map(({ href, label }) => (
              <li key={href}>
                <Link
                  href={href}
                  className={cn(
                    '-mb-px block border-b-2 pb-2 pointer-coarse:py-3',
                    label === here ? 'border-ink font-medium text-ink' : 'border-transparent text-ink-2 hover:text-ink',
                  )}
                  {...(label === here ? { 'aria-current': 'page' as const } : {})}
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="mb-4 flex flex-wrap items-start gap-3">
          <div className="mr-auto min-w-0">
            <h1 className="text-title font-semibold">{here}</h1>
            <p className="mt-0.5 min-h-[1.45em] break-words text-ink-2">{lead}</p>
          </div>
          {action}
        </div>
        {children}
      </main>
    </div>
  );
}

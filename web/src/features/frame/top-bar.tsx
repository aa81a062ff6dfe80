'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn, Logo } from '../../ui';
import { SwitchedElsewhere } from '../workspaces/switched-elsewhere';
import { AccountMenu } from './account-menu';
import { type FrameNotice, FrameNotices } from './notices';
import { useConnectionNotice } from './use-connection-notice';

interface Crumb {
  label: ReactNode;
  href?: string;
}

interface TopBarProps {
  /** Where am I; the last one is this page. */
  crumbs?: readonly Crumb[];
  /** Quiet words after the crumbs, such as "draft 14 · saved". */
  status?: ReactNode;
  /** Messages of this page, shown under the bar with those about the connection. */
  notices?: readonly FrameNotice[];
  /** Buttons at the right, before the account. */
  children?: ReactNode;
}

/** The bar on top of every page, and the messages under it. On a phone only the last crumb is left. */
export function TopBar({ notices = [], ...bar }: TopBarProps) {
  const connection = useConnectionNotice();
  const own = notices.some(({ id }) => id === 'offline');
  return (
    <>
      <Bar {...bar} />
      <FrameNotices notices={connection && !own ? [connection, ...notices] : notices} />
    </>
  );
}

function Bar({ crumbs = [], status, children }: Omit<TopBarProps, 'notices'>) {
  return (
    <header className="z-20 flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-3 sm:px-4">
      <Link href="/" className="flex shrink-0 items-center gap-2 rounded-control text-lead font-semibold">
        <Logo />
        <span className={crumbs.length > 0 ? 'max-md:sr-only' : ''}>Muster</span>
      </Link>
      <nav aria-label="Where you are" className="flex min-w-0 items-baseline gap-3">
        <ol className="flex min-w-0 items-baseline gap-1.5 text-ink-2">
          {crumbs.map((crumb, index) => {
            const last = index === crumbs.length - 1;
            return (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: crumbs are positions.
                key={index}
                className={cn(
                  'flex min-w-0 gap-1.5',
                  index === 0 && !last && 'shrink-0',
                  last ? 'font-semibold text-ink' : 'max-sm:hidden',
                )}
                {...(last ? { 'aria-current': 'page' as const } : {})}
              >
                {crumb.href ? (
                  <Link href={crumb.href} className="truncate hover:text-ink hover:underline">
                    {crumb.label}
                  </Link>
                ) : (
                  <span className="truncate">{crumb.label}</span>
                )}
                {!last && <span aria-hidden="true">/</span>}
              </li>
            );
          })}
        </ol>
        {status && <span className="machine shrink-0 text-ink-3 max-md:hidden">{status}</span>}
      </nav>
      <div className="ml-auto flex shrink-0 items-center gap-2">
        {children}
        <AccountMenu />
        <SwitchedElsewhere />
      </div>
    </header>
  );
}

'use client';
import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { create } from 'zustand';
import { Button } from './button';
import { cn } from './cn';
import { IconButton } from './icon-button';
import { useInBrowser } from './use-media';

interface Notice {
  id: number;
  title: string;
  /** What it means and what to do. */
  detail?: string;
  tone?: 'plain' | 'failed';
  action?: { label: string; run: () => void };
}

const useNotices = create<{ notices: Notice[] }>(() => ({ notices: [] }));
let nextId = 1;

/** Says something for a few seconds at the edge of the screen; a failure stays until it is closed. */
export function toast(title: string, options: Omit<Notice, 'id' | 'title'> = {}): void {
  const notice = { id: nextId++, title, ...options };
  useNotices.setState(({ notices }) => ({ notices: [...notices.slice(-2), notice] }));
}

const dismiss = (id: number) =>
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));

/** Where the notices appear; once, in the providers. */
export function Toaster() {
  // Radix writes a style attribute, which the Content-Security-Policy forbids in what the server sends.
  const inBrowser = useInBrowser();
  const notices = useNotices((state) => state.notices);
  if (!inBrowser) return null;
  return (
    <Radix.Provider swipeDirection="right" label="Notice">
      {notices.map((notice) => (
        <Radix.Root
          key={notice.id}
          duration={notice.tone === 'failed' ? Number.POSITIVE_INFINITY : 6000}
          type={notice.tone === 'failed' ? 'foreground' : 'background'}
          onOpenChange={(open) => !open && dismiss(notice.id)}
          className={cn(
            'flex animate-appear items-start gap-3 rounded-node border bg-surface py-2.5 pr-2 pl-3.5 shadow-float',
            notice.tone === 'failed' ? 'border-failed' : 'border-line-2',
          )}
        >
          <div className="min-w-0 flex-1 py-1">
            <Radix.Title className="font-medium break-words">{notice.title}</Radix.Title>
            {notice.detail && (
              <Radix.Description className="mt-0.5 text-small break-words text-ink-2">
                {notice.detail}
              </Radix.Description>
            )}
          </div>
          {notice.action && (
            <Radix.Action asChild altText={notice.action.label}>
              <Button size="small" onClick={notice.action.run}>
                {notice.action.label}
              </Button>
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <IconButton label="Dismiss" className="size-7">
              <X className="size-3.5" />
            </IconButton>
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="fixed right-0 bottom-0 z-70 flex w-90 max-w-[100vw] flex-col gap-2 p-4 outline-none" />
    </Radix.Provider>
  );
}

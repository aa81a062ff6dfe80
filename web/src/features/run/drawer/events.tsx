'use client';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { formatClock } from '../../../format';
import { Button, EmptyState } from '../../../ui';
import type { RawRunEvent } from '../state/read-event';
import type { LogHistory } from '../state/run-store';
import { EventData } from './event-data';

const rowHeight = 26;
const overscan = 8;

interface EventsProps {
  runId: string;
  events: readonly RawRunEvent[];
  /** Number of the event the page shows; the newest when live. */
  seq: number;
  live: boolean;
  onSeek: (seq: number) => void;
  /** Whether the events before these are here. */
  history: LogHistory;
  onWantHistory: () => void;
}

/** What part of a long list is in sight. */
function useWindow(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(400);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + overscan);
  return { box, first, last, onScroll: () => setTop(box.current?.scrollTop ?? 0) };
}

/** Every stored event of the run; choosing one shows the run as it stood then. Only rows in sight are drawn. */
export function Events({ runId, events, seq, live, onSeek, history, onWantHistory }: EventsProps) {
  const { box, first, last, onScroll } = useWindow(events.length);
  const chosen = live ? undefined : events.find((event) => event.seq === seq);
  const position = events.findIndex((event) => event.seq === seq);

  useEffect(() => {
    const element = box.current;
    if (!element || position < 0) return;
    const y = position * rowHeight;
    if (y < element.scrollTop) element.scrollTop = y;
    else if (y + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = y + rowHeight - element.clientHeight;
    }
  }, [box, position]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = events[Math.min(events.length - 1, Math.max(0, position + step))];
    if (next?.seq != null) onSeek(next.seq);
  };
  if (events.length === 0) return <EmptyState title="No events yet" />;
  return (
    <div className="flex h-full min-h-0 max-md:flex-col">
      {history !== 'whole' && (
        <div className="border-line p-2 max-md:border-b md:order-last md:border-l">
          <Button size="small" look="quiet" onClick={onWantHistory} busy={history === 'wanted'}>
            {history === 'failed' ? 'Load earlier events again' : 'Load earlier events'}
          </Button>
        </div>
      )}
      <div
        ref={box}
        role="listbox"
        aria-label="Events of the run"
        aria-activedescendant={position >= 0 ? `event-${seq}` : undefined}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        className="scroll-quiet min-h-0 min-w-0 flex-1 overflow-auto py-1 outline-offset-[-2px]"
      >
        <div className="relative" style={{ height: events.length * rowHeight }}>
          {events.slice(first, last).map((event, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box moves with the arrow keys.
            <div
              key={event.seq}
              id={`event-${event.seq}`}
              role="option"
              tabIndex={-1}
              aria-selected={event.seq === seq}
              aria-posinset={first + index + 1}
              aria-setsize={events.length}
              onClick={() => event.seq != null && onSeek(event.seq)}
              style={{ top: (first + index) * rowHeight, height: rowHeight }}
              className="machine absolute inset-x-0 flex cursor-pointer items-center gap-3 px-4 text-ink-2 hover:bg-sunken/60 aria-selected:bg-sunken aria-selected:text-ink"
            >
              <span className="w-10 shrink-0 text-right text-ink-3">{event.seq}</span>
              <span className="shrink-0 text-ink-3 max-sm:hidden">{formatClock(event.at)}</span>
              <span className="w-36 shrink-0 truncate text-ink">{event.type}</span>
              <span className="min-w-0 truncate">
                {event.nodeId}
                {event.iteration ? ` · ${event.iteration}` : ''}
              </span>
            </div>
          ))}
        </div>
      </div>
      {chosen && (
        <div className="scroll-quiet min-h-0 overflow-auto border-line p-3 max-md:h-1/2 max-md:border-t md:w-96 md:border-l">
          <EventData key={chosen.seq} runId={runId} event={chosen} />
        </div>
      )}
    </div>
  );
}

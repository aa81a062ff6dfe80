'use client';
import { Slider } from 'radix-ui';
import { cn } from '../../../ui';
import type { RawRunEvent } from '../state/read-event';

interface ScrubberProps {
  events: readonly RawRunEvent[];
  seq: number;
  live: boolean;
  /** Whether the run still goes on. */
  open: boolean;
  onSeek: (seq: number | null) => void;
}

const marked = new Set(['node.failed', 'node.retrying', 'node.waiting', 'run.failed', 'run.cancelled']);
const mostMarks = 200;

/** Moves through the run's events, from the first to the live end; marks show where something went wrong or waited. */
export function Scrubber({ events, seq, live, open, onSeek }: ScrubberProps) {
  const last = events.at(-1)?.seq ?? 0;
  const marks = events.filter((event) => marked.has(event.type)).slice(0, mostMarks);
  return (
    <section
      aria-label="The moment shown"
      className="flex h-8 shrink-0 items-center gap-3 border-t border-line bg-surface px-4 pointer-coarse:h-11"
    >
      <span className="machine w-16 shrink-0 text-ink-3">seq {seq}</span>
      <Slider.Root
        min={Math.min(1, last)}
        max={Math.max(1, last)}
        value={[Math.max(1, seq)]}
        disabled={last < 2}
        onValueChange={([value]) => value !== undefined && onSeek(value >= last ? null : value)}
        className="relative flex h-full min-w-0 flex-1 touch-none items-center select-none"
      >
        <Slider.Track className="relative h-[3px] flex-1 rounded-full bg-line-2">
          <Slider.Range className="absolute h-full rounded-full bg-ink" />
          {marks.map((event) => (
            <span
              key={event.seq}
              aria-hidden="true"
              style={{ left: `${(((event.seq ?? 1) - 1) / Math.max(1, last - 1)) * 100}%` }}
              className={cn(
                'absolute -top-[3px] h-[9px] w-[2px]',
                event.type === 'node.waiting' || event.type === 'node.retrying' ? 'bg-waiting' : 'bg-failed',
              )}
            />
          ))}
        </Slider.Track>
        <Slider.Thumb
          aria-label="Event shown"
          aria-valuetext={`event ${seq} of ${last}`}
          className="block size-3 rounded-full border-2 border-ink bg-surface focus-visible:outline-2 focus-visible:outline-offset-2"
        />
      </Slider.Root>
      <button
        type="button"
        onClick={() => onSeek(null)}
        aria-pressed={live}
        className={cn('machine w-16 shrink-0 rounded-item text-right', live && open ? 'text-running' : 'text-ink-3')}
      >
        {open ? 'live' : 'the end'}
      </button>
    </section>
  );
}

import type { ReactNode } from 'react';
import { cn } from './cn';

/**
 * Pictures by name. A node type's form names one of these as its `glyph`, or brings its own as the `d` of an SVG path.
 * Kinds differ by picture, never by colour.
 */
const glyphs: Record<string, ReactNode> = {
  play: <path d="M5.5 4v8l6-4Z" />,
  branch: <path d="M3 8h4l5-4M7 8l5 4" />,
  merge: <path d="M13 8H9L4 4M9 8l-5 4" />,
  stop: <rect x="4.5" y="4.5" width="7" height="7" rx="1" />,
  transform: <path d="M3.5 5h9M3.5 8h6M3.5 11h8" />,
  agent: <path d="m8 2.5 4.8 2.75v5.5L8 13.5l-4.8-2.75v-5.5Z" />,
  squad: <path d="M8 2.5 10.5 5 8 7.5 5.5 5ZM5 8l2.5 2.5L5 13l-2.5-2.5ZM11 8l2.5 2.5L11 13l-2.5-2.5Z" />,
  classify: <path d="M3 8h3m0 0 5-4.5M6 8h6M6 8l5 4.5" />,
  member: (
    <>
      <circle cx="8" cy="5.5" r="2.5" />
      <path d="M3.5 13c.6-2.6 2.2-4 4.5-4s3.9 1.4 4.5 4" />
    </>
  ),
  pipeline: <path d="M2.5 5.5h4v5h-4ZM9.5 5.5h4v5h-4ZM6.5 8h3" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5" />
      <path d="M8 5.5V8l2 1.5" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="5" />
      <path d="M3 8h10" />
    </>
  ),
  check: <path d="m4 8.5 2.75 2.75L12 5" />,
  unknown: <circle cx="8" cy="8" r="3.5" />,
};

const pathData = /^[Mm]\s*-?\d[\d\s.,a-zA-Z-]*$/;

/** The picture of a node kind in its small frame; `bare` leaves the frame out. */
export function Glyph({ name, bare = false, className }: { name: string; bare?: boolean; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'inline-flex size-5 shrink-0 items-center justify-center text-ink',
        !bare && 'rounded-item border border-line-2 bg-surface',
        className,
      )}
    >
      <svg
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="size-[75%]"
        aria-hidden="true"
      >
        {glyphs[name] ?? (pathData.test(name) ? <path d={name} /> : glyphs.unknown)}
      </svg>
    </span>
  );
}

import { findRole, type PatchShape } from '@muster/schema';
import type { ReactNode } from 'react';
import { cn } from './cn';

const outlines: Record<PatchShape, ReactNode> = {
  hexagon: <path d="M14 2.5 24 8.25v11.5L14 25.5 4 19.75V8.25Z" />,
  square: <rect x="4" y="4" width="20" height="20" rx="4.5" />,
  circle: <circle cx="14" cy="14" r="11" />,
  diamond: <path d="M14 2 26 14 14 26 2 14Z" />,
  triangle: <path d="M14 3 26 24H2Z" />,
  octagon: <path d="M9.4 3h9.2L25 9.4v9.2L18.6 25H9.4L3 18.6V9.4Z" />,
};

const signs: Record<string, ReactNode> = {
  'project-manager': <path d="M10 12h8M10 16h5" />,
  'backend-developer': <path d="m12 10.5-3.5 3.5 3.5 3.5M16 10.5l3.5 3.5-3.5 3.5" />,
  'frontend-developer': <path d="M9 10h10v8H9ZM9 13h10" />,
  'qa-tester': <path d="m9.5 14.5 3 3 6-7" />,
  'tech-lead': <path d="m9.5 16 4.5-4.5 4.5 4.5" />,
  'solution-architect': <path d="M14 9v4M9.5 19v-3h9v3M14 13v3" />,
  'devops-engineer': <path d="M11 18.5h6M14 13v5.5" />,
  'ai-engineer': <path d="M14 9.5c0 3-1.5 4.5-4.5 4.5 3 0 4.5 1.5 4.5 4.5 0-3 1.5-4.5 4.5-4.5-3 0-4.5-1.5-4.5-4.5Z" />,
  designer: <path d="M10.5 17.5 17 11M16 10l2 2" />,
};

/** The patch of a role: its shape says what kind of work, its sign which role. Decoration: the role's name stands beside it. */
export function Patch({ role, className }: { role: string; className?: string }) {
  const shape = findRole(role)?.patch ?? 'circle';
  return (
    <svg
      viewBox="0 0 28 28"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={cn('size-7 shrink-0 text-ink', className)}
    >
      <g className="fill-sunken">{outlines[shape]}</g>
      {signs[role] ?? <path d="M14 11.5v.01M14 14.5v3" />}
    </svg>
  );
}

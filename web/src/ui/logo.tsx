import { cn } from './cn';

/** Four diamonds: three gathered, one joining. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn('size-5 shrink-0', className)}>
      <path d="m12 2 4.2 4.2L12 10.4 7.8 6.2Z" fill="currentColor" />
      <path d="m5.4 10.4 4.2 4.2-4.2 4.2-4.2-4.2Z" fill="currentColor" opacity="0.55" />
      <path d="m18.6 10.4 4.2 4.2-4.2 4.2-4.2-4.2Z" fill="currentColor" opacity="0.55" />
      <path d="m12 14.6 4.2 4.2L12 23l-4.2-4.2Z" fill="currentColor" />
    </svg>
  );
}

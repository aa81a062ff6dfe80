const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, in words: `just now`, `4 min ago`, `3 h ago`, `yesterday`, `5 days ago`, then the date. */
export function formatAgo(iso: string, now: number): string {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return '';
  const gone = now - then;
  if (gone < minute) return 'just now';
  if (gone < hour) return `${Math.floor(gone / minute)} min ago`;
  if (gone < day) return `${Math.floor(gone / hour)} h ago`;
  if (gone < 2 * day) return 'yesterday';
  if (gone < 7 * day) return `${Math.floor(gone / day)} days ago`;
  return new Date(then).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** Time of day, `14:02:11`, in the reader's own zone. */
export function formatClock(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '' : date.toLocaleTimeString('en-GB', { hour12: false });
}

/** Date and time in full, for tooltips. */
export function formatMoment(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? '' : date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

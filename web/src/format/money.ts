/** US dollars with as many digits as it takes to see something: `$0.0004`, `$0.061`, `$1.25`; `$0` for nothing. */
export function formatUsd(usd: number): string {
  if (usd <= 0) return '$0';
  if (usd < 0.0001) return '<$0.0001';
  if (usd < 0.01) return `$${usd.toFixed(4)}`;
  if (usd < 1) return `$${usd.toFixed(3)}`;
  return `$${usd.toFixed(2)}`;
}

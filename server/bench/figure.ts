/** One figure, as `npm run bench` prints it on a line of its own. */
export interface Figure {
  name: string;
  unit: 'ms' | '1/s' | 'MB';
  min: number;
  median: number;
  p95: number;
  max: number;
  runs: number;
}

/** Takes a figure as soon as it is measured. */
export type Report = (figure: Figure) => void;

const round = (value: number): number => Math.round(value * 100) / 100;

/** Sums measured values up. */
export function figureOf(name: string, unit: Figure['unit'], samples: readonly number[]): Figure {
  const sorted = [...samples].sort((left, right) => left - right);
  const at = (share: number): number => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    return round(value ?? Number.NaN);
  };
  return { name, unit, min: at(0), median: at(0.5), p95: at(0.95), max: at(1), runs: sorted.length };
}

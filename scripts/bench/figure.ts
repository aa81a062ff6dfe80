/** Unit of a figure: milliseconds, things a second, kilobytes and megabytes (10^3 and 10^6 bytes), things, pixels of the canvas. */
export type Unit = 'ms' | '1/s' | 'kB' | 'MB' | 'count' | 'px';

/** One measured figure, as it is printed: one line of JSON. */
export interface Figure {
  name: string;
  unit: Unit;
  min: number;
  median: number;
  p95: number;
  max: number;
  /** How many values it was taken from. */
  runs: number;
}

/** Sums up measured values. @throws when there are none: a figure of nothing would look like one */
export function summarise(name: string, unit: Unit, values: readonly number[]): Figure {
  if (values.length === 0) throw new Error(`${name} was not measured.`);
  const sorted = [...values].sort((left, right) => left - right);
  const at = (share: number) => round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
  return { name, unit, min: at(0), median: at(0.5), p95: at(0.95), max: at(1), runs: sorted.length };
}

/** Three significant digits are more than any machine repeats; small values keep them too. */
function round(value: number): number {
  return Number(value.toPrecision(4));
}

import { compile } from '../src/compiler/pipeline';
import { row } from './graphs';

/** Takes the values measured for one figure. */
type Report = (name: string, unit: 'ms' | '1/s' | 'MB', values: readonly number[]) => void;

/** How long the compiler takes from JSON text to a report, for rows of 10 to 10,000 nodes. */
export async function run(report: Report): Promise<void> {
  for (const [nodes, runs] of [
    [10, 200],
    [100, 100],
    [1000, 30],
    [10_000, 5],
  ] as const) {
    // The start is a node as well.
    const text = JSON.stringify(row(nodes - 1));
    const values: number[] = [];
    for (let index = -2; index < runs; index += 1) {
      const begun = performance.now();
      const { compiled, diagnostics } = compile(text, { squads: new Map() });
      if (compiled === null) throw new Error(`the graph does not compile: ${JSON.stringify(diagnostics.slice(0, 3))}`);
      if (index >= 0) values.push(performance.now() - begun);
    }
    report(`compile.nodes-${nodes}`, 'ms', values);
  }
}

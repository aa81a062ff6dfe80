/** One thing `npm run check` looks at. */
export interface CheckStep {
  name: string;
  /** Uses all processors by itself, so it runs alone. */
  heavy?: boolean;
  /** @throws CheckFailure when the check fails. @returns a remark for the line of a check that passed */
  run(): Promise<string | undefined>;
}

/** What is wrong, ready to be read; not a fault of the check itself. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** How one step went. */
export interface StepResult {
  name: string;
  ok: boolean;
  milliseconds: number;
  /** Remark or problems. */
  text: string;
}

/** Runs one step; whatever it throws is a failure of that step only. */
export async function runStep(step: CheckStep): Promise<StepResult> {
  const started = performance.now();
  const done = (ok: boolean, text: string): StepResult => ({
    name: step.name,
    ok,
    milliseconds: Math.round(performance.now() - started),
    text,
  });
  try {
    return done(true, (await step.run()) ?? '');
  } catch (error) {
    if (error instanceof CheckFailure) return done(false, error.message);
    return done(false, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** Runs `steps` a few at a time, in the order given; each result is reported as it comes. */
export async function runSteps(
  steps: readonly CheckStep[],
  parallel: number,
  report: (result: StepResult) => void,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const waiting = [...steps];
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await runStep(step);
      results.push(result);
      report(result);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return results;
}

/** `  ok      1.2 s  types` and the remark or the problems after it. */
export function formatResult({ name, ok, milliseconds, text }: StepResult): string {
  const time = `${(milliseconds / 1000).toFixed(1)} s`.padStart(8);
  const head = `${ok ? '  ok    ' : '  FAILED'}${time}  ${name}`;
  if (text === '') return head;
  return ok ? `${head} (${text})` : `${head}\n${text.trimEnd().replace(/^/gm, '      ')}`;
}

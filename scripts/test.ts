import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatResult, runSteps } from './check/step';
import { checkSteps } from './check/steps';
import { runTasks } from './stack/turbo';
import { addCounts, type Counts, countPlaywright, countVitest, formatCounts } from './test-run/counts';
import { ensurePrograms, MissingProgram } from './test-run/prerequisites';
import { runSuite } from './test-run/run-suite';

/** `npm test`: the checks, the tests beside the code, the journeys; the last line adds everything up. */
async function main(): Promise<Counts> {
  await ensurePrograms();
  await runTasks('failure', 'generate');

  heading('Checks');
  const results = await runSteps(checkSteps(), Math.min(4, availableParallelism()), (result) => {
    console.log(formatResult(result));
  });
  const passed = results.filter(({ ok }) => ok).length;
  const checks: Counts = { passed, failed: results.length - passed, skipped: 0 };

  const reports = await mkdtemp(join(tmpdir(), 'muster-reports-'));
  try {
    heading('Tests beside the code');
    const unitReport = join(reports, 'vitest.json');
    const units = await runSuite({
      command: ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${unitReport}`],
      report: unitReport,
      count: countVitest,
    });
    if (!existsSync('e2e/playwright.config.ts')) return addCounts([checks, units]);

    heading('Journeys in a browser');
    const journeyReport = join(reports, 'playwright.json');
    const journeys = await runSuite({
      command: ['playwright', 'test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'],
      report: journeyReport,
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: journeyReport },
      count: countPlaywright,
    });
    return addCounts([checks, units, journeys]);
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
}

function heading(text: string): void {
  console.log(`\n${text}\n`);
}

try {
  const counts = await main();
  console.log(`\n${formatCounts(counts)}`);
  process.exit(counts.failed === 0 ? 0 : 1);
} catch (error) {
  if (!(error instanceof MissingProgram)) throw error;
  console.error(error.message);
  process.exit(1);
}

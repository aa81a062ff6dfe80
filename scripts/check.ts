import { availableParallelism } from 'node:os';
import { formatResult, runSteps } from './check/step';
import { checkSteps } from './check/steps';

/** `npm run check`: everything that can be said about the code without running it. */
const results = await runSteps(checkSteps(), Math.min(4, availableParallelism()), (result) => {
  console.log(formatResult(result));
});
const failed = results.filter(({ ok }) => !ok).length;
console.log(`${results.length - failed} checks passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

import { expect, test } from 'vitest';
import { addCounts, countPlaywright, countVitest, formatCounts, withExit } from './counts';

test('counts of several tools add up to one line', () => {
  const sum = addCounts([
    { passed: 2, failed: 0, skipped: 0 },
    { passed: 3, failed: 1, skipped: 2 },
  ]);
  expect(formatCounts(sum)).toBe('5 passed, 1 failed, 2 skipped');
  expect(formatCounts({ passed: 5, failed: 0, skipped: 0 })).toBe('5 passed, 0 failed');
});

test('a tool that failed without a failed test, or left no report, counts as one failure', () => {
  expect(withExit({ passed: 4, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 4, failed: 1, skipped: 0 });
  expect(withExit(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(withExit({ passed: 4, failed: 2, skipped: 0 }, 1).failed).toBe(2);
  expect(withExit({ passed: 4, failed: 0, skipped: 0 }, 0).failed).toBe(0);
});

test("vitest's report counts a file that did not load as a failure", () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test('a journey that passed only when repeated counts as failed', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 0 };
  expect(countPlaywright({ stats })).toEqual({ passed: 5, failed: 2, skipped: 0 });
});

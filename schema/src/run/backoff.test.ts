import { expect, test } from 'vitest';
import { backoff, retryDelayMs } from './backoff';

test('the wait doubles with each failure, up to the longest', () => {
  expect([1, 2, 3, 4, 5].map((failures) => backoff(300, failures, 2_000))).toEqual([300, 600, 1_200, 2_000, 2_000]);
  expect(backoff(1_000, 10_000, 60_000)).toBe(60_000);
  expect(Number.isFinite(backoff(1_000, 10_000))).toBe(true);
});

test('a node waits by its policy, and longer when it was asked to', () => {
  const policy = { maxAttempts: 5, backoff: 'exponential', initialSeconds: 0.5, maxSeconds: 2 } as const;
  expect([1, 2, 3, 4].map((attempt) => retryDelayMs(policy, attempt))).toEqual([500, 1_000, 2_000, 2_000]);
  expect(retryDelayMs({ ...policy, backoff: 'fixed' }, 4)).toBe(500);
  expect(retryDelayMs(policy, 1, 7_000)).toBe(7_000);
});

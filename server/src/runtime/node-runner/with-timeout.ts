import { OperationalError } from '@muster/schema';

/**
 * Runs `work` with a signal that aborts with `outer` or after `seconds` (null: never). Rejects at once then, whether
 * `work` listens to its signal or not: with `OperationalError` NODE_TIMEOUT, or with the reason of `outer`.
 */
export async function withTimeout<T>(
  seconds: number | null,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer.throwIfAborted();
  const controller = new AbortController();
  const timer =
    seconds === null
      ? undefined
      : setTimeout(() => {
          const message = `The node took longer than its ${seconds} seconds.`;
          controller.abort(new OperationalError('NODE_TIMEOUT', message));
        }, seconds * 1000);
  const follow = () => controller.abort(outer.reason);
  outer.addEventListener('abort', follow);
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
  });
  try {
    return await Promise.race([work(controller.signal), aborted]);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', follow);
    // Nobody waits for it any more.
    aborted.catch(() => {});
  }
}

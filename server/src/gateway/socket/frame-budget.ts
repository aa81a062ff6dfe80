import { limits } from '../../shared/limits';

const windowMs = 10_000;

/** Counts one socket's frames; `spend` answers false when it has sent more than it may in ten seconds. */
export function createFrameBudget(now: () => number = Date.now): { spend(): boolean } {
  let windowStart = now();
  let frames = 0;
  return {
    spend() {
      if (now() - windowStart >= windowMs) {
        windowStart = now();
        frames = 0;
      }
      frames += 1;
      return frames <= limits.socketFramesPerTenSeconds;
    },
  };
}

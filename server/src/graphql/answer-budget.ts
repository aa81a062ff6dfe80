import { UserError } from '@muster/schema';

/** How many bytes of payloads and rows one answer may still hold. */
export interface AnswerBudget {
  /** Counts something that is there already. @throws UserError `ANSWER_TOO_LARGE` */
  take(bytes: number): void;
  /** What was counted so far, and at most what the answer may hold. */
  used(): number;
  /**
   * Loads something, given how many bytes it may have; what is larger is not to leave the database. One load at a
   * time, so that what several ask for at once never exceeds the budget together.
   * @throws UserError `ANSWER_TOO_LARGE`
   */
  load<Value>(work: (left: number) => Promise<{ bytes: number; value: Value }>): Promise<Value>;
}

export function createAnswerBudget(bytes: number): AnswerBudget {
  let left = bytes;
  let last: Promise<unknown> = Promise.resolve();

  function take(amount: number): void {
    left -= amount;
    if (left < 0) throw tooLarge(bytes);
  }

  return {
    take,
    used: () => Math.min(bytes, bytes - left),
    load(work) {
      const mine = last.then(async () => {
        take(0);
        const { bytes: loaded, value } = await work(left);
        take(loaded);
        return value;
      });
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

const tooLarge = (limit: number): UserError =>
  new UserError(
    'ANSWER_TOO_LARGE',
    `The answer would be larger than ${limit / 1_000_000} MB. Ask for fewer at once: a smaller \`first\`, or without ` +
      '`input`, `output`, `draft`, `graph` and `parts` in lists; then read those one by one.',
  );

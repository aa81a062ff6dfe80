import { randomUUID } from 'node:crypto';
import { stringifyRaw } from '../../shared/raw-json';

interface Answer {
  data?: unknown;
  errors?: readonly { extensions?: unknown }[] | undefined;
}

const isTooLarge = ({ extensions }: { extensions?: unknown }): boolean =>
  (extensions as { code?: unknown } | undefined)?.code === 'ANSWER_TOO_LARGE';

/**
 * The one error of an answer that went over its budget (its errors are in their public form); undefined for any other.
 * Every field that met the limit has that error, and what did fit is of no use.
 */
export function tooLargeError<One extends { extensions?: unknown }>(
  errors: readonly One[] | undefined,
): One | undefined {
  return errors?.find(isTooLarge);
}

/** The text of an answer. Payloads that are JSON text already go in as they are. */
export const answerText = (answer: Answer): string => `${stringifyRaw(answer, `payload:${randomUUID()}`)}\n`;

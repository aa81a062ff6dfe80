import { OperationalError, UserError } from '@muster/schema';
import { APIConnectionError, APIError } from 'openai';

const MAX_RETRY_AFTER_MS = 24 * 3600 * 1000;
const keyLike = /\b(sk|pk|rk|key|gsk|xai)[-_][A-Za-z0-9_*.-]{6,}/g;

/** The provider's own words, shortened and without anything that looks like a key (S2). */
function scrub(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '[secret]');
  clean = clean.replace(/Bearer\s+\S+/gi, 'Bearer [secret]').replace(keyLike, '[secret]');
  return clean.length > 300 ? `${clean.slice(0, 300)}…` : clean;
}

/** `Retry-After` in seconds or as a date, or OpenAI's `retry-after-ms`; undefined when absent or senseless. */
export function retryAfterMs(headers: Headers | undefined, now: number = Date.now()): number | undefined {
  const exact = headers?.get('retry-after-ms');
  if (exact && Number(exact) >= 0) return Math.min(Number(exact), MAX_RETRY_AFTER_MS);
  const header = headers?.get('retry-after');
  if (!header) return undefined;
  const isSeconds = /^\s*[\d.]+\s*$/.test(header);
  // `Date.parse` makes something of almost anything; a date of HTTP has a month in it.
  if (!isSeconds && !/[A-Za-z]{3}/.test(header)) return undefined;
  const wait = isSeconds ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), MAX_RETRY_AFTER_MS) : undefined;
}

function fromStatus(error: APIError, secrets: readonly string[]): UserError | OperationalError {
  const words = scrub(error.message, secrets);
  const { status } = error;
  if (status === 401 || status === 403) {
    return new UserError('MODEL_NOT_CONFIGURED', `The model provider did not accept the key (${status}).`);
  }
  // Some compatible servers answer 404 for a path, OpenAI for a model that is gone; both mean: configured wrongly.
  if (status === 404) return new UserError('MODEL_NOT_CONFIGURED', `The provider does not know the model: ${words}`);
  if (status === 400 || status === 413 || status === 422) {
    return new UserError('MODEL_REFUSED', `The model provider refused the request: ${words}`);
  }
  if (status === 429 && error.code === 'insufficient_quota') {
    return new UserError('MODEL_REFUSED', 'The account at the model provider has no quota left.');
  }
  const wait = retryAfterMs(error.headers);
  return new OperationalError('MODEL_UNAVAILABLE', `The model provider answered with an error: ${words}`, {
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

/**
 * What the SDK or the network threw, as one of our errors. The original is not kept as `cause`: it carries the
 * request's headers.
 */
export function toModelError(error: unknown, secrets: readonly string[]): UserError | OperationalError {
  if (error instanceof UserError || error instanceof OperationalError) return error;
  if (error instanceof APIConnectionError) {
    return new OperationalError('MODEL_UNAVAILABLE', 'The model provider could not be reached.');
  }
  if (error instanceof APIError) return fromStatus(error, secrets);
  return new OperationalError('MODEL_UNAVAILABLE', 'The answer of the model provider broke off or was malformed.');
}

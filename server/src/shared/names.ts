import { UserError } from '@muster/schema';

const MAX_NAME_LENGTH = 120;

/** Control characters, halves of characters, and the marks that turn the direction of text around: they make names that lie. */
const unsafeCharacters = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/**
 * A name as a person means it: trimmed, in Unicode's composed form.
 * @throws UserError `INVALID_INPUT` when nothing is left, it is too long, or it holds control characters.
 */
export function readName(name: string, path: readonly string[] = ['name']): string {
  const clean = name.normalize('NFC').trim();
  if (clean === '') throw new UserError('INVALID_INPUT', 'Give it a name.', { path });
  if (clean.length > MAX_NAME_LENGTH) {
    throw new UserError('INVALID_INPUT', `A name has at most ${MAX_NAME_LENGTH} characters.`, { path });
  }
  if (unsafeCharacters.test(clean)) {
    throw new UserError('INVALID_INPUT', 'A name holds no control characters or line breaks.', { path });
  }
  return clean;
}

/** A name as part of an address: `Fix a bug report` → `fix-a-bug-report`; `workflow` when no letter survives. */
export function slugOf(name: string): string {
  const ascii = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = ascii
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'workflow' : slug;
}

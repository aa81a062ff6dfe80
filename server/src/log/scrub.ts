import { knownSecrets } from '../config/secret';

const mark = '[secret]';

/** Shapes that are secret whoever made them: keys of ours and of providers, bearer tokens, cookies, passwords in URLs. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)(\s+|%20)[\w.~+/=%-]{6,}/gi, `$1 ${mark}`],
  [/\b(?:mus|inv|sk|pk|rk|whsec|signkey|ghp|gho|xox[abp])[-_][\w-]{8,}/g, mark],
  [/(reset-password[/#])[\w-]{16,}/g, `$1${mark}`],
  [/(better-auth\.[\w-]+=)[^;,\s"\\]+/g, `$1${mark}`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"\\]*:)[^\s@/"\\]+(@)/gi, `$1${mark}$2`],
  [
    /("?\b(?:password|passwd|api[-_]?key|authorization|cookie|secret|token)\\?"?\s*[:=]\s*\\?"?)[^\s"\\,;&}]{3,}/gi,
    `$1${mark}`,
  ],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, mark],
];

/**
 * Blanks every secret in a line, by value (all this process knows, also as JSON writes it) and by shape. Redaction by
 * path alone misses secrets inside messages, stack traces and nested errors.
 */
export function scrub(text: string): string {
  let clean = text;
  for (const secret of knownSecrets()) {
    if (clean.includes(secret)) clean = clean.replaceAll(secret, mark);
    const escaped = JSON.stringify(secret).slice(1, -1);
    if (escaped !== secret && clean.includes(escaped)) clean = clean.replaceAll(escaped, mark);
    const encoded = encodeURIComponent(secret);
    if (encoded !== secret && clean.includes(encoded)) clean = clean.replaceAll(encoded, mark);
  }
  for (const [shape, replacement] of shapes) clean = clean.replace(shape, replacement);
  return clean;
}

import { createHash, createHmac } from 'node:crypto';
import type { Json } from '@muster/schema';
import canonicalize from 'canonicalize';

/** One operation of an answer (status 206), as the SDK writes it. */
export interface Operation {
  id: string;
  op: string;
  name?: string;
  displayName?: string;
  data?: Json;
  error?: Json;
  opts?: {
    if?: string;
    timeout?: string;
    function_id?: string;
    payload?: { data?: Json };
  } | null;
}

/** What one request to the SDK's handler answered. */
export interface Answer {
  status: number;
  noRetry: boolean;
  /** Milliseconds from now, or null. */
  retryAfterMs: number | null;
  body: Json;
}

/** The header that proves a request comes from the Inngest server: HMAC-SHA256 over canonical body and time. */
export function sign(body: Json, signingKey: string, atSeconds = Math.round(Date.now() / 1000)): string {
  const key = signingKey.replace(/^signkey-\w+-/, '');
  const text = typeof body === 'string' ? body : (canonicalize(body) ?? '');
  const digest = createHmac('sha256', key).update(text).update(String(atSeconds)).digest('hex');
  return `t=${atSeconds}&s=${digest}`;
}

/** What the SDK sends as bearer token when it registers. */
export function hashedSigningKey(signingKey: string): string {
  const prefix = /^signkey-\w+-/.exec(signingKey)?.[0] ?? '';
  const digest = createHash('sha256')
    .update(Buffer.from(signingKey.slice(prefix.length), 'hex'))
    .digest('hex');
  return `${prefix}${digest}`;
}

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `1h30m` → milliseconds; an ISO date → milliseconds from now. */
export function durationMs(text: string): number {
  const parts = [...text.matchAll(/(\d+)([smhdw])/g)];
  if (parts.length === 0) return Math.max(0, Date.parse(text) - Date.now());
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0);
}

/** Calls the handler as the Inngest server does. */
export async function callHandler(url: string, signingKey: string, body: Json): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-inngest-signature': sign(body, signingKey) },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const retryAfter = response.headers.get('retry-after');
  return {
    status: response.status,
    noRetry: response.headers.get('x-inngest-no-retry') === 'true',
    retryAfterMs:
      retryAfter === null ? null : /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : durationMs(retryAfter),
    body: text === '' ? null : (JSON.parse(text) as Json),
  };
}

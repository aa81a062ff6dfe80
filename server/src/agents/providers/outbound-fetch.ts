import { Agent, fetch as undiciFetch } from 'undici';

export interface OutboundLimits {
  /** Longest silence before the headers and between two pieces of the body, in milliseconds. */
  silentMs: number;
  /** Bytes of one response body; more ends the response with an error. */
  maxBodyBytes: number;
}

/**
 * A `fetch` for a host the operator configured (so it may be on this machine or network): bounded in silence and size,
 * and it follows no redirects, since a redirect would carry the key to a host nobody configured.
 */
export function createOutboundFetch(limits: OutboundLimits): typeof fetch {
  const dispatcher = new Agent({
    connect: { timeout: 10_000 },
    headersTimeout: limits.silentMs,
    bodyTimeout: limits.silentMs,
    maxResponseSize: limits.maxBodyBytes,
  });
  const outbound = (input: string | URL, init?: object) =>
    undiciFetch(input, { ...init, redirect: 'error', dispatcher });
  // undici's own types and the platform's describe the same objects under two names.
  return outbound as unknown as typeof fetch;
}

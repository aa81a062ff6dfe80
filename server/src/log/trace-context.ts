import { randomBytes } from 'node:crypto';

/** Where a request stands in a distributed trace (W3C Trace Context). */
export interface Trace {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** This request's own part of the trace: 16 hexadecimal digits. */
  spanId: string;
  /** 2 hexadecimal digits; the last bit says that the caller records the trace. */
  flags: string;
}

const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Goes on with the trace of a `traceparent` header; begins a new one without, or with one that is not of the right form. */
export function traceOf(header: string | string[] | undefined): Trace {
  const spanId = randomBytes(8).toString('hex');
  const [, version, traceId = '', parentId = '', flags = '00', more] =
    form.exec(typeof header === 'string' ? header : '') ?? [];
  const isValid =
    version !== undefined &&
    version !== 'ff' &&
    (version !== '00' || more === undefined) &&
    /[^0]/.test(traceId) &&
    /[^0]/.test(parentId);
  return isValid ? { traceId, spanId, flags } : { traceId: randomBytes(16).toString('hex'), spanId, flags: '00' };
}

/** The `traceresponse` header. */
export const traceResponse = ({ traceId, spanId, flags }: Trace): string => `00-${traceId}-${spanId}-${flags}`;

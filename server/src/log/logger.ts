import { type DestinationStream, type Logger, pino } from 'pino';
import { logFields, requestScope } from './request-scope';
import { scrub } from './scrub';

export type Log = Logger;

/** One JSON line an entry, every line scrubbed of secrets before it leaves the process. Writes to standard output by default. */
export function createLogger(options: { level: string; destination?: DestinationStream }): Log {
  const settings = {
    level: options.level,
    base: { service: 'muster' },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => logFields(requestScope.getStore()),
    redact: {
      paths: [
        '*.headers',
        'headers',
        '*.password',
        'password',
        '*.config',
        '*.request',
        '*.response',
        'body',
        '*.body',
      ],
      remove: true,
    },
    hooks: { streamWrite: scrub },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

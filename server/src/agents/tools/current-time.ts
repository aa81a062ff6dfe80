import { UserError } from '@muster/schema';
import { z } from 'zod';
import { defineTool } from './define-tool';

/** The time, which no model knows. */
export const currentTime = defineTool({
  name: 'current_time',
  description: 'The current date and time.',
  args: z.strictObject({
    timeZone: z.string().max(64).optional().describe('IANA name such as Europe/Berlin; UTC when left out.'),
  }),
  run: async ({ timeZone }, { now }) => {
    const zone = timeZone ?? 'UTC';
    const at = now();
    try {
      const local = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long', timeZone: zone });
      return { iso: at.toISOString(), local: local.format(at), timeZone: zone };
    } catch {
      throw new UserError('INVALID_INPUT', 'There is no such time zone; use an IANA name such as Europe/Berlin.');
    }
  },
});

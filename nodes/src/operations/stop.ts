import { json } from '@muster/schema';
import { z } from 'zod';
import { defineOperation } from './define-operation';

/** Ends the run with `value`: its output, or the message of its failure. */
export const stopOperation = defineOperation({
  kind: 'stop',
  shape: { outcome: z.enum(['succeed', 'fail']), value: json },
  facts: ({ outcome }) => ({ fuse: 'last', endsRun: outcome }),
});

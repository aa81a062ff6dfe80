import { type Condition, isDynamic, isJsonObject } from '@muster/schema';
import { z } from 'zod';
import { defineOperation } from './define-operation';

const condition = z.unknown() as unknown as z.ZodType<Condition>;

/** Emits `$input` on the port of the first case whose condition holds, else on `otherwise`. */
export const chooseOperation = defineOperation({
  kind: 'choose',
  shape: { cases: z.array(z.object({ port: z.string(), when: condition })), otherwise: z.string() },
  facts: ({ cases, otherwise }) => ({ fuse: 'last', onlyPort: fixedPort(cases[0], otherwise) }),
});

/** A first condition without anything dynamic in it decides before the run. */
function fixedPort(first: { port: string; when: Condition } | undefined, otherwise: string): string | null {
  if (!first || first.when === undefined || isDynamic(first.when) || isJsonObject(first.when)) return null;
  return first.when ? first.port : otherwise;
}

import type { Condition } from '@muster/nodes';
import type { Json } from '@muster/schema';
import type { Scope } from './scope';

/**
 * Gives config values their meaning: references, templates and expressions become plain JSON. Everything else stays as
 * it is. Rejects with `UserError` (`EXPRESSION_FAILED`, `EXPRESSION_TIMEOUT`, `OUTPUT_TOO_LARGE`).
 */
export interface Values {
  resolve(value: Json, scope: Scope, signal?: AbortSignal): Promise<Json>;
  /** True or false by comparison or truthiness. */
  holds(condition: Condition, scope: Scope, signal?: AbortSignal): Promise<boolean>;
  /** Ends the workers. */
  close(): Promise<void>;
}

import { type Json, type JsonObject, OperationalError } from '@muster/schema';
import { z } from 'zod';
import { createSandboxPool, type SandboxOutcome } from '../sandbox';

/** A place where a value breaks its schema, in the validator's own words. */
const breach = z.object({
  /** JSON pointer into the value; empty for all of it. */
  at: z.string(),
  message: z.string(),
  /** A key that must be there and is not. */
  missing: z.string().optional(),
  /** A key that must not be there. */
  extra: z.string().optional(),
  /** JSON of the values there may be. */
  allowed: z.string().optional(),
});
export type SchemaBreach = z.infer<typeof breach>;

export type SchemaVerdict =
  | { kind: 'valid' }
  | { kind: 'invalid'; breaches: SchemaBreach[] }
  /** The schema itself cannot be used, and why. */
  | { kind: 'unusable'; reason: string }
  /** The schema is one, and this value could not be checked within the limits. */
  | { kind: 'unchecked'; reason: string };

/**
 * Checks values against JSON Schemas that users wrote. A schema is made into code to be checked with, so that is done
 * by children that may die, within limits of time and memory.
 */
export interface SchemaChecks {
  /**
   * @param workspaceId whose schema it is; workspaces take turns
   * @param value absent: only whether the schema can be used
   * @throws OperationalError `RATE_LIMITED` when too many checks of the workspace wait already
   */
  check(workspaceId: string, schema: JsonObject, value?: Json): Promise<SchemaVerdict>;
  close(): Promise<void>;
}

export interface SchemaCheckOptions {
  /** What one check may take on a busy machine; 2,500 ms. */
  timeoutMs?: number;
  /** Checks of one workspace that may wait or be at work; 64. */
  perWorkspace?: number;
}

/** What a child answers. */
const answer = z.union([
  z.object({ problems: z.array(breach) }),
  z.object({ unusable: z.string() }),
  z.object({ unchecked: z.string() }),
]);

export function createSchemaChecks({ timeoutMs = 2500, perWorkspace = 64 }: SchemaCheckOptions = {}): SchemaChecks {
  const pool = createSandboxPool({ entry: new URL('./check.mjs', import.meta.url), processes: 2 });
  const open = new Map<string, number>();

  async function ask(workspaceId: string, schema: JsonObject, value: Json | undefined): Promise<SandboxOutcome> {
    const others = open.get(workspaceId) ?? 0;
    if (others >= perWorkspace) {
      const message = 'Too many inputs of your workspace are being checked; try again in 1 second.';
      throw new OperationalError('RATE_LIMITED', message, { retryAfterMs: 1000 });
    }
    open.set(workspaceId, others + 1);
    try {
      const task = () => JSON.stringify({ schema: JSON.stringify(schema), value });
      return await pool.run({ workspaceId, task, timeoutMs });
    } finally {
      const left = (open.get(workspaceId) ?? 1) - 1;
      if (left > 0) open.set(workspaceId, left);
      else open.delete(workspaceId);
    }
  }

  return {
    async check(workspaceId, schema, value) {
      const outcome = await ask(workspaceId, schema, value);
      if (outcome.kind === 'timeout') return { kind: 'unchecked', reason: 'that takes too long' };
      if (outcome.kind === 'out of memory') return { kind: 'unchecked', reason: 'that takes too much memory' };
      if (outcome.kind === 'crashed') throw new Error(`a schema check ended: ${outcome.detail}`);
      const said = answer.parse(JSON.parse(outcome.text));
      if ('unusable' in said) return { kind: 'unusable', reason: said.unusable };
      if ('unchecked' in said) return { kind: 'unchecked', reason: said.unchecked };
      return said.problems.length === 0 ? { kind: 'valid' } : { kind: 'invalid', breaches: said.problems };
    },
    close: () => pool.close(),
  };
}

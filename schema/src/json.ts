import { z } from 'zod';

/** Plain JSON: what a config, an input, an output or an event may hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/**
 * Any JSON value. Shallow on purpose: untrusted JSON passes `readGraph` or
 * `checkJsonValue` first, which bound its depth and size.
 */
export const json: z.ZodType<Json> = z.unknown() as unknown as z.ZodType<Json>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

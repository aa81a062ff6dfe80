import { z } from 'zod';

/** The public API's `ActorKind` has the same names. */
export const actorKinds = ['USER', 'API_KEY', 'WEBHOOK', 'SCHEDULE', 'EVENT', 'RUN', 'REMOTE_AGENT', 'SYSTEM'] as const;
export type ActorKind = (typeof actorKinds)[number];

/**
 * Who or what did something, as it was known at that time: renaming a user later changes nothing recorded. `id` is that
 * of the user, API key, webhook …; null when there is none. `label` is for people and never a key.
 */
export const actor = z.object({ kind: z.enum(actorKinds), id: z.string().nullable(), label: z.string() });
export type Actor = z.infer<typeof actor>;

import type { Branded } from '@muster/schema';

const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** The text as an id of this kind, or null when it cannot be one (then nothing has it). */
export const asId = <Id extends Branded<string>>(text: string): Id | null =>
  idPattern.test(text) ? (text as Id) : null;

/** Only those texts that can be ids. */
export const asIds = <Id extends Branded<string>>(texts: readonly string[]): Id[] =>
  texts.flatMap((text) => asId<Id>(text) ?? []);

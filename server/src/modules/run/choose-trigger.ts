import { MANUAL_TRIGGER, UserError } from '@muster/schema';
import type { VersionStart, VersionTrigger } from '../version/version.repository';

const MOST_LISTED = 20;

const list = (triggers: readonly VersionTrigger[]): string => {
  const listed = triggers.slice(0, MOST_LISTED).map(({ nodeId, name, type }) => `"${name}" (${nodeId}, ${type})`);
  return [...listed, ...(triggers.length > MOST_LISTED ? ['…'] : [])].join(', ');
};

const refusal = (code: 'TRIGGER_REQUIRED' | 'TRIGGER_NOT_FOUND', message: string) =>
  new UserError(code, message, { path: ['triggerNodeId'] });

/**
 * Returns the trigger of a version that starts a run; null for a squad, which has none. Disabled triggers start nothing.
 * @param wanted Id of the trigger node; may be absent when the version has one manual trigger.
 * @throws UserError `TRIGGER_NOT_FOUND`, `TRIGGER_REQUIRED`; the message lists the triggers there are.
 */
export function chooseTrigger(
  { kind, triggers }: Pick<VersionStart, 'kind' | 'triggers'>,
  wanted: string | null | undefined,
): VersionTrigger | null {
  if (kind === 'squad') {
    if (wanted == null) return null;
    throw refusal('TRIGGER_NOT_FOUND', 'A squad has no triggers. Leave out `triggerNodeId`.');
  }
  const enabled = triggers.filter(({ disabled }) => !disabled);
  if (wanted != null) {
    const named = enabled.find(({ nodeId }) => nodeId === wanted);
    if (named) return named;
    const isDisabled = triggers.some(({ nodeId }) => nodeId === wanted);
    const problem = isDisabled ? `The trigger "${wanted}" is disabled.` : 'This version has no trigger with this id.';
    throw refusal('TRIGGER_NOT_FOUND', `${problem} Its enabled triggers: ${list(enabled)}.`);
  }
  const manual = enabled.filter(({ type }) => type === MANUAL_TRIGGER);
  const [only, ...others] = manual;
  if (only && others.length === 0) return only;
  if (!only) {
    const message = `This version has no enabled manual trigger. Name a trigger in \`triggerNodeId\`: ${list(enabled)}.`;
    throw refusal('TRIGGER_REQUIRED', message);
  }
  const message = `This version has ${manual.length} manual triggers. Name one in \`triggerNodeId\`: ${list(manual)}.`;
  throw refusal('TRIGGER_REQUIRED', message);
}

import type { JsonObject } from '@muster/schema';
import { rolePrompt } from '../roles';
import { trustRules } from './fence';

export interface Colleague {
  /** Name of the tool that reaches this member. */
  tool: string;
  name: string;
  role: string;
}

export interface Identity {
  name: string;
  roleId: string;
  roleTitle: string;
  /** Of a squad; null for an agent by itself. */
  squad: { lead: boolean; colleagues: Colleague[] } | null;
  /** The author's own guidance; may hold fenced text. */
  guidance: string;
  outputSchema?: JsonObject | undefined;
}

function squadRules({ lead, colleagues }: { lead: boolean; colleagues: Colleague[] }): string {
  const place = lead
    ? `You lead this squad: the task comes to you, and your last answer is the squad's result. Hand out what others do better,
independent pieces in one turn so that they are worked on at the same time; have important work reviewed before you
finish; then answer with the whole result yourself, not with a report of who did what.`
    : `You are a member of a squad. Somebody in it sends you a message; your last answer goes back to them. They see only
that answer, so put everything they need into it.`;
  if (colleagues.length === 0) return `${place}\nYou cannot turn to anybody else: do it yourself.`;
  const list = colleagues.map((one) => `- ${one.tool}: ${one.name}, ${one.role}`).join('\n');
  return `${place}
You may turn to these colleagues, only by these tools, and to nobody else:
${list}
A colleague knows nothing of your conversation. Give the goal, the facts, and what a good answer looks like. Do not hand on
what you can do yourself in one step, and do not send the same message twice.`;
}

/** How the last answer must look. */
export const answerForm = (schema: JsonObject | undefined): string =>
  schema
    ? `When you are done, answer with JSON only, no words around it, following this JSON Schema:\n${JSON.stringify(schema)}`
    : 'When you are done, answer in plain words or Markdown. Your last message without a tool call is your answer.';

/** The system prompt of an agent: who it is, its craft, its squad, the rules of trust, the form of the answer. */
export function systemPrompt(identity: Identity): string {
  return [
    `You are ${identity.name}, ${identity.roleTitle}.`,
    rolePrompt(identity.roleId),
    identity.squad ? squadRules(identity.squad) : '',
    identity.guidance === '' ? '' : `Guidance for you in particular:\n${identity.guidance}`,
    trustRules,
    answerForm(identity.outputSchema),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

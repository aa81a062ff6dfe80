import { unfence } from '../../prompts/fence';
import type { ModelMessage, ModelRequest, ToolDefinition } from '../model-provider';

/** What the demonstration model makes of a conversation. */
export interface Reading {
  name: string;
  /** Title of the role, lower case; empty when the prompt names none. */
  role: string;
  lead: boolean;
  /** True when the message hands over work (and does not only ask or want a review). */
  delegated: boolean;
  /** What it is about, in a few words. */
  subject: string;
  /** The matter in full, without fences. */
  matter: string;
  system: string;
  sentences: string[];
  /** Sentences of the matter that carry facts: numbers, errors, quotes. */
  facts: string[];
  /** Tools it may call now. */
  tools: ToolDefinition[];
  /** Names of tools it has called already. */
  called: string[];
  /** Results of its calls, in order. */
  results: { tool: string; text: string }[];
}

const fenced = /<(untrusted-[0-9a-f]{10})(?: source="([^"]*)")?>\n([\s\S]*?)\n<\/\1>/g;

interface Block {
  source: string;
  text: string;
}

/** What was brought in from outside; the task of the whole squad is only background for a member. */
const blocksOf = (user: string): Block[] =>
  [...user.matchAll(fenced)]
    .map(([, , source = '', text = '']) => ({ source, text }))
    .filter(({ source }) => source !== 'squad task');

const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.replace(/^[-*#>\s]+/, '').trim())
    .filter(
      (sentence) => sentence.length > 3 && !/^(description|acceptance criteria|further|title):?$/i.test(sentence),
    );

const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length).replace(/\s+\S*$/, '')}…`;

function subjectOf(matter: string, blocks: Block[]): string {
  const headline = blocks.find(({ source }) => /\b(title|subject|name)$/i.test(source))?.text;
  const quoted = /“([^”]{3,120})”/.exec(matter)?.[1];
  const titled = /^\s*"?title"?\s*:\s*"?(.+?)"?,?\s*$/im.exec(matter)?.[1];
  const first = sentencesOf(matter).find((sentence) => !/^[{}[\]]+$/.test(sentence));
  return shorten((headline ?? quoted ?? titled ?? first ?? 'the task').replace(/[.:;,]+$/, ''), 90);
}

/** Sentences that say something beyond the subject; no code, no words of colleagues or of this model. */
function factsIn(sentences: string[], subject: string): string[] {
  const telling = sentences.filter(
    (sentence) =>
      /\d|error|fail|crash|"|`|expect|should|must/i.test(sentence) &&
      !/^[+@}{]|“|^What (we|is) know|demonstration model/.test(sentence) &&
      !sentence.includes(subject),
  );
  return [...new Set(telling)].slice(0, 4).map((fact) => shorten(fact, 160));
}

const textOf = (message: ModelMessage | undefined): string => message?.text ?? '';

/** Reads a conversation as far as a demonstration needs it. */
export function readConversation(request: ModelRequest): Reading {
  const system = textOf(request.messages.find((message) => message.role === 'system'));
  const user = textOf(request.messages.find((message) => message.role === 'user'));
  const blocks = blocksOf(user);
  const matter = blocks.length > 0 ? blocks.map(({ text }) => text).join('\n') : unfence(user);
  const [, name = '', role = ''] = /^You are (.+?), (.+?)\.$/m.exec(system) ?? [];
  const calls = request.messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []));
  const sentences = sentencesOf(matter);
  const subject = subjectOf(matter, blocks);
  return {
    name,
    role: role.toLowerCase(),
    lead: system.includes('You lead this squad'),
    delegated: /^[^\n]* hands you this work:$/m.test(user),
    subject,
    matter,
    system,
    sentences,
    facts: factsIn(sentences, subject),
    tools: request.toolChoice === 'none' ? [] : (request.tools ?? []),
    called: calls.map((call) => call.name),
    results: request.messages.flatMap((message) =>
      message.role === 'tool' ? [{ tool: message.name, text: unfence(message.text).trim() }] : [],
    ),
  };
}

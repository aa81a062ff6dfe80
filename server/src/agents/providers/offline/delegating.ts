import type { ToolCall, ToolDefinition } from '../model-provider';
import { fillSchema } from './fill-schema';
import type { Reading } from './reading';
import { answerWords } from './words';

const orders: Record<string, string> = {
  'backend developer': 'find the cause and propose a change with its risk',
  'frontend developer': 'say what the person sees and what must change on the screen',
  'qa tester': 'reproduce it, and name the tests that must pass before it counts as done',
  'solution architect': 'weigh the designs and name the trade-offs',
  'devops engineer': 'say how it is released and how it is taken back',
  'ai engineer': 'say what to measure and what to change first',
  designer: 'sketch the flow and the words',
  'project manager': 'split it and name what done means',
};

/** `Hands a piece of work to Grace (Backend developer) and …` → Grace, backend developer. */
function personOf(tool: ToolDefinition): { name: string; role: string } {
  const [, name, role] = /(?:to|Asks|Has) (.+?) \((.+?)\)/.exec(tool.description) ?? [];
  return { name: name ?? tool.name.replace(/^[a-z]+_/, ''), role: (role ?? '').toLowerCase() };
}

export const nameOfTool =
  (reading: Reading) =>
  (tool: string): string => {
    const known = reading.tools.find((one) => one.name === tool);
    return known ? personOf(known).name : tool.replace(/^[a-z]+_/, '');
  };

const starts = (reading: Reading, prefix: string) => reading.tools.filter((tool) => tool.name.startsWith(prefix));

function message(tool: ToolDefinition, reading: Reading): { [key: string]: string } {
  const { name, role } = personOf(tool);
  const facts = reading.facts.length > 0 ? `\nWhat we know:\n- ${reading.facts.join('\n- ')}` : '';
  if (tool.name.startsWith('review_')) {
    const own = reading.lead ? '' : answerWords(reading);
    const work = [own, ...reading.results.map((one) => one.text)].join('\n\n').trim().slice(0, 4_000);
    return { message: `${name}, please review what we have for “${reading.subject}”: what would you send back?`, work };
  }
  if (tool.name.startsWith('ask_'))
    return { message: `${name}, what should I know about “${reading.subject}”?${facts}` };
  return { message: `${name}, for “${reading.subject}”: ${orders[role] ?? 'do your part'}.${facts}` };
}

/** The member a tool of the squad reaches. */
const reaches = (tool: ToolDefinition): string => tool.name.replace(/^[a-z]+_/, '');

/**
 * Calls to colleagues that come next; null when it is time to answer. A lead turns to everybody it may in one turn, by
 * delegation where it can; what came of it is then reviewed, by whoever may. A member that was handed work has it reviewed.
 */
export function squadCalls(reading: Reading): { text: string; tools: ToolDefinition[] } | null {
  if (!reading.lead && !reading.delegated) return null;
  const delegates = starts(reading, 'delegate_');
  const asks = starts(reading, 'ask_').filter((ask) => !delegates.some((one) => reaches(one) === reaches(ask)));
  const first = reading.lead ? [...delegates, ...asks] : [];
  if (reading.called.length === 0 && first.length > 0) {
    const people = new Intl.ListFormat('en', { type: 'conjunction' });
    const names = people.format(first.map((tool) => personOf(tool).name));
    const together = first.length > 1 ? ' at the same time' : '';
    return { text: `“${reading.subject}”: I turn to ${names}${together}.`, tools: first };
  }
  const reviews = starts(reading, 'review_');
  if (reviews.length > 0 && !reading.called.some((name) => name.startsWith('review_'))) {
    return {
      text: `Before I answer, ${personOf(reviews[0] as ToolDefinition).name} should look at it.`,
      tools: reviews,
    };
  }
  return null;
}

/** A tool the matter asks for, not called yet: arithmetic, the time, or one named in it. */
export function ownTool(reading: Reading): { tool: ToolDefinition; args?: { [key: string]: string } } | null {
  const open = reading.tools.filter(
    (tool) => !/^(delegate|ask|review)_/.test(tool.name) && !reading.called.includes(tool.name),
  );
  const arithmetic = /\d[\d.]*(?:\s*[-+*/]\s*\(?\d[\d.]*\)?)+/.exec(reading.matter)?.[0];
  for (const tool of open) {
    if (tool.name === 'calculate') {
      if (arithmetic && !/^\d{4}-\d{2}(-\d{2})?$/.test(arithmetic)) return { tool, args: { expression: arithmetic } };
    } else if (tool.name === 'current_time') {
      if (/\b(what time|today|current (date|time)|deadline)\b/i.test(reading.matter)) return { tool, args: {} };
    } else if (reading.matter.includes(tool.name)) return { tool };
  }
  return null;
}

export function toCall(tool: ToolDefinition, reading: Reading, index: number, args?: object): ToolCall {
  const isEdge = /^(delegate|ask|review)_/.test(tool.name);
  const filled = args ?? (isEdge ? message(tool, reading) : fillSchema(tool.parameters, reading));
  return { id: `call_${reading.called.length + index + 1}`, name: tool.name, argumentsText: JSON.stringify(filled) };
}

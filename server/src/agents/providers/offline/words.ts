import type { Reading } from './reading';

const listOf = (items: string[]): string => items.map((item) => `- ${item}`).join('\n');
const factsOf = ({ facts }: Reading, none: string): string => (facts.length > 0 ? listOf(facts) : `- ${none}`);

/** What a member of each role would say to a task; written for show, derived from the task's own words. */
const byRole: Record<string, (reading: Reading) => string> = {
  'backend developer': (
    reading,
  ) => `**Cause.** “${reading.subject}” points to a value that is used before it is checked. What speaks for it:
${factsOf(reading, 'It happens on one path only, and always.')}

**Change.** Check the value at the boundary, return early when it is missing, and keep the happy path as it is.

**Test.** One case with the value missing; it fails today and passes after the change. Not run here.

**Risk.** Small: no stored data and no interface changes.`,
  'frontend developer': (
    reading,
  ) => `For “${reading.subject}” the person should see at once what happened and what to do next.

- Give the empty, loading and error states a sentence and an action each.
- Keep what was typed when something fails.
- Focus moves to the message; it is announced to screen readers.

${factsOf(reading, 'Check with keyboard only, and at 320 pixels.')}`,
  'qa tester': (reading) => `**Verdict.** Can be reproduced from the description of “${reading.subject}”; not run here.

**Steps.** Start from a fresh session, follow the report exactly, then leave out one step at a time.

**Cases to add.**
- the reported case, word for word;
- the empty value, the largest value, and the same action twice at once;
- the case next to it that works today, so that it stays so.

**Facts to keep.**
${factsOf(reading, 'Note version, data and time of each attempt.')}`,
  'solution architect': (
    reading,
  ) => `For “${reading.subject}” two designs are worth comparing: the smallest change inside the present structure, and a separate part with its own interface. I would take the first until load or ownership says otherwise.

${factsOf(reading, 'Put a number on load and latency before deciding.')}

First step: write down the interface, then move one caller.`,
  'devops engineer': (
    reading,
  ) => `For “${reading.subject}”: ship it behind a switch, to one machine first, and watch errors and latency for ten minutes before going on. The way back is the switch.

${factsOf(reading, 'Have an alarm that fires on the symptom, not on the cause.')}`,
  'ai engineer': (
    reading,
  ) => `Before changing a prompt for “${reading.subject}”, collect twenty real cases with the answer wanted for each, and score today's answers. Then change one thing at a time.

${factsOf(reading, 'Bound tokens and turns; check structured output.')}`,
  designer: (
    reading,
  ) => `The person behind “${reading.subject}” wants to be sure that it worked. Flow: one decision per step, the result named in the button, a way back at every step.

${factsOf(reading, 'Words: say what happened, what is safe, what to do.')}`,
  'project manager': (reading) => `**State.** “${reading.subject}” is understood and can be worked on.

**What is known.**
${factsOf(reading, 'The goal is clear; a date is not given.')}

**Next.** Agree on what done means, do the riskiest piece first, report when it is through.`,
};

const general = (reading: Reading): string => `“${reading.subject}”, in short:

${factsOf(reading, 'The description holds no figures or errors to go by.')}

I would start with the smallest step that can be checked, and go on from what it shows.`;

/** Said where the words are a result and may be read without their label. */
const label = '_Written by the demonstration model: plausible words, no real work._';

/** The answer to a task that needs no further calls. */
export function answerWords(reading: Reading): string {
  const own = reading.results.filter(({ tool }) => !/^(delegate|ask|review)_/.test(tool));
  const used = own.map(({ tool, text }) => `\n\n\`${tool}\` says: ${text.slice(0, 200)}`).join('');
  const reviewed = reading.results.some(({ tool }) => tool.startsWith('review_'));
  const last = reviewed ? '\n\nIt was looked at by a second pair of eyes; what they asked for is in.' : '';
  return `${(byRole[reading.role] ?? general)(reading)}${used}${last}`;
}

/** The lead's last word, from what came back. */
export function summaryWords(reading: Reading, nameOf: (tool: string) => string): string {
  const parts = reading.results.map(({ tool, text }) => {
    const verb = tool.startsWith('review_') ? 'reviewed it' : tool.startsWith('ask_') ? 'answered' : 'worked on it';
    const firstWords = text.split('\n').find((line) => line.trim() !== '') ?? 'nothing';
    return `- **${nameOf(tool)}** ${verb}: ${firstWords.replace(/\*\*/g, '').slice(0, 220)}`;
  });
  return `**Result for “${reading.subject}”.**

${parts.join('\n')}

**Decision.** Take the smallest change that covers the reported case, with the test that fails without it, and release it with a way back.

**Open.** Nothing here was run; confirm it on the real system.

${label}`;
}

/** The answer of an agent that works by itself. */
export const resultWords = (reading: Reading): string => `${answerWords(reading)}\n\n${label}`;

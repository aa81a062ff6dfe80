import type { z } from 'zod';

/** One thing wrong with a value, for people. */
export interface ValueProblem {
  path: string[];
  /** Continues a sentence that begins with the name of the field: "must be text". */
  message: string;
}

const typeWords: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'null',
};

const units: Record<string, string> = { string: ' characters', array: ' entries', set: ' entries' };

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.message.startsWith('must ') || issue.message.startsWith('needs ')) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined && issue.message.includes('undefined')) return 'is missing';
      return `must be ${typeWords[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return `must ${unitVerb(issue.origin)} ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${units[issue.origin] ?? ''}`;
    case 'too_big':
      return `must ${unitVerb(issue.origin)} ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${units[issue.origin] ?? ''}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'unrecognized_keys':
      return `has no field ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
    case 'invalid_format':
      return `must be a valid ${issue.format}`;
    default:
      return 'is not of the form it must have';
  }
}

const unitVerb = (origin: string): string => (origin in units ? 'have' : 'be');

/** What is wrong, place by place, in words a person can act on; at most `most` of them. */
export function describeProblems(error: z.ZodError, most = 50): ValueProblem[] {
  return error.issues.slice(0, most).map((issue) => ({ path: issue.path.map(String), message: messageOf(issue) }));
}

/** `nodes[3].config.role` of `["nodes", "3", "config", "role"]`. */
export function showPath(path: readonly (string | number)[]): string {
  let shown = '';
  for (const part of path) {
    const text = String(part);
    shown += /^\d+$/.test(text) ? `[${text}]` : shown === '' ? text : `.${text}`;
  }
  return shown;
}

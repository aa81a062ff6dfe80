import { UserError } from '@muster/schema';
import { BREAK, type DocumentNode, GraphQLError, visit } from 'graphql';
import { withoutEscapes } from './json-text';
import { refuseNumber } from './numbers';

type Path = readonly (string | number)[];

/**
 * What an operation brings that cannot be kept as it is, wherever it stands: U+0000 (Postgres has none), half of a
 * surrogate pair (which is no character), and numbers that would be changed. Numbers in variables were looked at as text.
 */
export function refuseInputValues(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | null {
  const problem = problemInDocument(document) ?? problemInValue(variables);
  if (!problem) return null;
  return new GraphQLError(problem.message, {
    originalError: problem,
    extensions: { code: problem.code, http: { status: 400 } },
  });
}

/** The same for a body that is no operation. */
export function requireCleanText(value: unknown): void {
  const problem = problemInValue(value);
  if (problem) throw problem;
}

function problemInValue(value: unknown): UserError | null {
  const isKnownClean = typeof value === 'object' && value !== null && withoutEscapes.has(value);
  return isKnownClean || allClean(value) ? null : problemIn(value, []);
}

function problemInDocument(document: DocumentNode): UserError | null {
  let found: UserError | null = null;
  const stopAt = (message: string | null): typeof BREAK | undefined => {
    if (message === null) return undefined;
    found = new UserError('INVALID_INPUT', message);
    return BREAK;
  };
  visit(document, {
    StringValue: ({ value }) => stopAt(isClean(value) ? null : `A text in the query ${unclean}`),
    IntValue: ({ value }) => stopAt(refuseNumber(value)),
    FloatValue: ({ value }) => stopAt(refuseNumber(value)),
  });
  return found;
}

/** Without a path, which only a problem needs: a graph of megabytes is walked on the thread that answers everybody. */
function allClean(value: unknown): boolean {
  if (typeof value === 'string') return isClean(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(allClean);
  for (const key in value) {
    if (!isClean(key) || !allClean((value as Record<string, unknown>)[key])) return false;
  }
  return true;
}

/** Recursion is bounded: requests with deeper JSON are refused as text. */
function problemIn(value: unknown, path: Path): UserError | null {
  if (typeof value === 'string') {
    if (isClean(value)) return null;
    return new UserError('INVALID_INPUT', `${path.join('.') || 'The text'} ${unclean}`, { path });
  }
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const problem = problemIn(value[index], [...path, index]);
      if (problem) return problem;
    }
    return null;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!isClean(key))
      return new UserError('INVALID_INPUT', `A key in ${path.join('.') || 'the input'} ${unclean}`, { path });
    const problem = problemIn(inner, [...path, key]);
    if (problem) return problem;
  }
  return null;
}

const unclean = 'holds U+0000 or half of a character; remove it.';
const isClean = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

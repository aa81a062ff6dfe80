import { limits } from '../../shared/limits';

/**
 * Why this GraphQL text must not even be parsed, or null: graphql-js reads nested selections and list literals
 * recursively, and a few thousand levels overflow the stack. Counts brackets outside strings and comments.
 */
export function refuseDocumentText(text: string): string | null {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === '#') at = endOfLine(text, at);
    else if (char === '{' || char === '[' || char === '(') {
      depth += 1;
      if (depth > limits.nesting) return `The query is nested deeper than ${limits.nesting} brackets.`;
    } else if (char === '}' || char === ']' || char === ')') depth -= 1;
  }
  return null;
}

function endOfLine(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

function endOfString(text: string, start: number): number {
  if (text.startsWith('"""', start)) {
    let end = text.indexOf('"""', start + 3);
    while (end !== -1 && text[end - 1] === '\\') end = text.indexOf('"""', end + 3);
    return end === -1 ? text.length : end + 2;
  }
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '"' || char === '\n' || char === '\r') return at;
  }
  return text.length;
}

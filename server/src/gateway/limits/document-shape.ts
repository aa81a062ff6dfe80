import { type DocumentNode, GraphQLError, parse, visit } from 'graphql';
import { limits } from '../../shared/limits';
import { refuseDocumentText } from './document-text';
import { tooComplex } from './validation-rules';

/**
 * Parses a document within the limits of brackets, tokens and selections. The last is for the standard rules' sake:
 * graphql-js compares every two fields of one name, and a thousand of them hold up everybody for half a second.
 * @throws GraphQLError
 */
export function parseWithinLimits(text: string): DocumentNode {
  const refusal = refuseDocumentText(text);
  if (refusal) throw tooComplex(refusal);
  const document = parseTokens(text);
  let selections = 0;
  visit(document, {
    SelectionSet() {
      selections += 1;
    },
  });
  if (selections > limits.selections)
    throw tooComplex(`The query has ${selections} selections in braces; the limit is ${limits.selections}.`);
  return document;
}

function parseTokens(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: limits.tokens });
  } catch (error) {
    if (error instanceof GraphQLError && error.message.includes('Document contains more'))
      throw tooComplex(`The query has more than ${limits.tokens} tokens.`);
    throw error;
  }
}

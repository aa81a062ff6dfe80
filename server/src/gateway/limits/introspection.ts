import { BREAK, type DocumentNode, type GraphQLError, visit } from 'graphql';
import { refuse } from './validation-rules';

/** Who may read the schema from the API: introspection, and the names graphql-js offers for a wrong one. */
export type Introspection = 'everyone' | 'signed-in' | 'nobody';

export const mayReadSchema = (setting: Introspection, isSignedIn: boolean): boolean =>
  setting === 'everyone' || (setting === 'signed-in' && isSignedIn);

/** The refusal of a document that asks about the schema, for a caller who may not; null when it does not ask. */
export function refuseIntrospection(document: DocumentNode, setting: Introspection): GraphQLError | null {
  let asks = false;
  visit(document, {
    Field({ name }) {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      asks = true;
      return BREAK;
    },
  });
  if (!asks) return null;
  if (setting === 'nobody') return refuse('GRAPHQL_VALIDATION_FAILED', 'The schema cannot be read from this server.');
  return refuse('UNAUTHENTICATED', 'Sign in, or send an API key, to read the schema.', 401);
}

import {
  type ExecutionArgs,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  specifiedRules,
  validate,
} from 'graphql';
import { parseWithinLimits } from '../limits/document-shape';
import { refuseInputValues } from '../limits/input-values';
import { type Introspection, mayReadSchema, refuseIntrospection } from '../limits/introspection';
import { refuseCostly } from '../limits/operation-cost';
import { limitRules } from '../limits/validation-rules';

interface Payload {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
}

/** A WebSocket's operation through the same gates as one over HTTP: parsed, validated, priced; or the reasons why not. */
export function prepareOperation(
  schema: GraphQLSchema,
  payload: Payload,
  introspection: Introspection,
): ExecutionArgs | GraphQLError[] {
  try {
    const document = parseWithinLimits(payload.query);
    // Who is on a socket is signed in.
    const hidden = mayReadSchema(introspection, true) ? null : refuseIntrospection(document, introspection);
    if (hidden) return [hidden];
    const errors = validate(schema, document, [...specifiedRules, ...limitRules]);
    if (errors.length > 0) return [...errors];
    const operation = getOperationAST(document, payload.operationName);
    const variables = payload.variables ?? {};
    if (!operation) return [new GraphQLError('The document has no operation of this name.')];
    const unfit = refuseInputValues(document, variables);
    if (unfit) return [unfit];
    const costly = refuseCostly(schema, document, operation, variables);
    if (costly.length > 0) return costly;
    return { schema, document, operationName: payload.operationName, variableValues: variables };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

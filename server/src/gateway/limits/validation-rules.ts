import type { ErrorCode, RequestErrorCode } from '@muster/schema';
import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { limits } from '../../shared/limits';

/** A refusal of an operation, the same over HTTP and over a WebSocket. */
export function refuse(code: ErrorCode | RequestErrorCode, message: string, status = 400): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}

/** A refusal because of a limit. */
export const tooComplex = (message: string): GraphQLError => refuse('QUERY_TOO_COMPLEX', message);

/** At most so many levels of fields, fragments counted where they are used. Introspection has a limit of its own in graphql-js. */
function maxDepth(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const depth = depthOf(operation.selectionSet, fragmentsOf(context.getDocument()), new Map());
      if (depth > limits.depth)
        context.reportError(tooComplex(`The query is ${depth} levels deep; the limit is ${limits.depth}.`));
    },
  };
}

function depthOf(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, number>,
): number {
  let deepest = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value.startsWith('__')) continue;
      const below = selection.selectionSet ? depthOf(selection.selectionSet, fragments, known) : 0;
      deepest = Math.max(deepest, 1 + below);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      deepest = Math.max(deepest, depthOf(selection.selectionSet, fragments, known));
    } else {
      const name = selection.name.value;
      const fragment = fragments.get(name);
      if (!fragment) continue;
      if (!known.has(name)) {
        // Zero while it is being measured: a cycle ends here, and the standard rules report it.
        known.set(name, 0);
        known.set(name, depthOf(fragment.selectionSet, fragments, known));
      }
      deepest = Math.max(deepest, known.get(name) ?? 0);
    }
  }
  return deepest;
}

/** At most so many aliases in the document. */
function maxAliases(context: ValidationContext): ASTVisitor {
  let aliases = 0;
  return {
    Field(node) {
      if (!node.alias) return;
      aliases += 1;
      if (aliases === limits.aliases + 1)
        context.reportError(tooComplex(`The query has more than ${limits.aliases} aliases.`));
    },
  };
}

export const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

/** Rules beside graphql-js's own, for every way in. */
export const limitRules: readonly ValidationRule[] = [maxDepth, maxAliases];

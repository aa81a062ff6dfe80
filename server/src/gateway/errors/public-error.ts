import { randomUUID } from 'node:crypto';
import { type Json, OperationalError, type RequestErrorCode, UserError } from '@muster/schema';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '../../log/logger';

/** How an error looks to a client. `extensions.code` is stable; `path` of an input and `details` come with it when there are any. */
export interface PublicError {
  message: string;
  code: string;
  inputPath?: readonly string[];
  details?: Json;
  /** Whole seconds after which to try again. */
  retryAfterSeconds?: number;
  /** Stands in the log beside the cause; only for what is masked. */
  errorId?: string;
}

/** What a client may see of anything thrown. Whatever we did not mean to be read is logged under an id and masked. */
export function toPublicError(error: unknown, log: Log): PublicError {
  if (error instanceof UserError || error instanceof OperationalError) {
    if (error instanceof OperationalError) log.warn({ err: error, code: error.code }, 'a fault of the surroundings');
    return {
      message: error.message,
      code: error.code,
      ...(error.inputPath ? { inputPath: error.inputPath } : {}),
      ...(error.details === undefined ? {} : { details: error.details }),
      ...(error instanceof OperationalError && error.retryAfterMs !== undefined
        ? { retryAfterSeconds: Math.ceil(error.retryAfterMs / 1000) }
        : {}),
    };
  }
  const errorId = `err_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  log.error({ err: error, errorId }, 'an unexpected error');
  return { message: `Something went wrong on our side. The log has it as ${errorId}.`, code: 'INTERNAL', errorId };
}

interface FormatOptions {
  /** Whether the caller may read the schema, and so the names that graphql-js offers for a wrong one. */
  suggestions: boolean;
}

/** The same for an error of an operation: graphql-js's own about the request pass, what resolvers threw is looked into. */
export function formatGraphQLError(error: unknown, log: Log, { suggestions }: FormatOptions): GraphQLFormattedError {
  if (!(error instanceof GraphQLError)) return shape(toPublicError(error, log));
  const cause = rootCause(error);
  if (cause instanceof GraphQLError && isAboutTheRequest(cause, error)) {
    return {
      message: suggestions ? cause.message : withoutSuggestions(cause.message),
      ...(error.locations ? { locations: error.locations } : {}),
      ...(error.path ? { path: error.path } : {}),
      extensions: { code: codeOf(cause, error) },
    };
  }
  const shown = shape(toPublicError(cause, log));
  return {
    ...shown,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
  };
}

function shape(error: PublicError): GraphQLFormattedError {
  const { message, code, inputPath, details, retryAfterSeconds, errorId } = error;
  return {
    message,
    extensions: {
      code,
      ...(inputPath ? { inputPath } : {}),
      ...(details === undefined ? {} : { details }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      ...(errorId ? { errorId } : {}),
    },
  };
}

function rootCause(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** Before execution there is no `path`. During it, graphql-js complains of arguments; all else there is a defect of ours. */
function isAboutTheRequest(cause: GraphQLError, error: GraphQLError): boolean {
  if (!error.path) return true;
  return typeof cause.extensions.code === 'string' || cause.message.startsWith('Argument "');
}

/** Apollo writes its own code over that of a rule; what the rule said is below it. */
function codeOf(cause: GraphQLError, error: GraphQLError): string {
  if (/^Syntax Error: Document contains more/.test(error.message)) return 'QUERY_TOO_COMPLEX';
  const code = cause.extensions.code ?? error.extensions.code;
  if (typeof code === 'string') return code === 'INTERNAL_SERVER_ERROR' ? 'INTERNAL' : code;
  return requestCodeOf(error);
}

function requestCodeOf({ message, path }: GraphQLError): RequestErrorCode {
  if (message.startsWith('Syntax Error')) return 'GRAPHQL_PARSE_FAILED';
  return path ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED';
}

/** graphql-js offers names of the schema that look like a wrong one. */
const withoutSuggestions = (message: string): string => message.replace(/ ?Did you mean [^?]*\?/g, '');

import type { Json } from './json';

/**
 * Every stable error code that a user or a client can meet, in one place, each
 * with the sentence the reference documentation shows. Diagnostics of the
 * compiler have their own list in `graph/diagnostic-codes.ts`.
 */
export const errorCodes = {
  UNAUTHENTICATED: 'Sign in, or send an API key as `Authorization: Bearer <secret>`.',
  FORBIDDEN: 'You are signed in, but may not do this (for an API key: its scopes do not cover it).',
  NOT_FOUND: 'There is no such thing in your workspace.',
  INVALID_INPUT: 'An argument or a field of the input is not of the form it must have, or out of its range.',
  GRAPH_INVALID: 'The graph does not compile; `diagnostics` says why.',
  GRAPH_NOT_JSON: 'The graph is not JSON, or holds values that JSON cannot carry.',
  GRAPH_TOO_LARGE: 'The graph is over one of the limits: 5 MB, 10,000 nodes, 20,000 edges, 64 levels.',
  GRAPH_NAME_RESERVED: 'An id or a key of the graph is a reserved name such as `__proto__`.',
  GRAPH_TOO_NEW: 'The graph was written by a newer version of Muster; nothing was changed.',
  INVITATION_INVALID: 'The invitation is wrong, used, revoked or expired.',
  INVITATION_FOR_SOMEONE_ELSE: 'The invitation is for another e-mail address than the one you are signed in with.',
  ALREADY_MEMBER: 'This person belongs to the workspace already.',
  LAST_OWNER: 'A workspace needs an owner: make another member an owner first.',
  QUOTA_EXCEEDED:
    'The workspace has used up what it may have or do of this kind; the message says of what, and what to do about it.',
  DRAFT_CONFLICT: 'The draft was changed elsewhere since you read it; the current draft comes with the answer.',
  NOT_PUBLISHED: 'The workflow has no published version yet; publish it first.',
  TRIGGER_REQUIRED:
    'The version does not have exactly one manual trigger that is enabled, so `triggerNodeId` must name the trigger. The message lists them.',
  TRIGGER_NOT_FOUND: 'The version has no enabled trigger with this id. The message lists those it has.',
  RUN_INPUT_INVALID: "The input breaks the trigger's input schema; `path` points at the place.",
  RUN_FINISHED: 'The run has already ended.',
  QUERY_TOO_COMPLEX: 'The query is over a limit: depth, aliases, cost or tokens.',
  ANSWER_TOO_LARGE:
    'The answer would be larger than 16 MB (6 MB over a WebSocket). Ask for smaller pages, or for payloads one by one.',
  COMPILE_TIMEOUT: 'The graph took longer to compile, or more memory, than it may. Split it into smaller workflows.',
  RATE_LIMITED: 'Too many requests; try again after the number of seconds in `Retry-After`.',
  PAYLOAD_TOO_LARGE: 'The request body is over the limit.',
  CANCELLED: 'The run was cancelled.',
  NODE_TIMEOUT: 'The node took longer than its `timeoutSeconds`.',
  NODE_FAILED: 'The node failed after its last attempt.',
  NODE_TYPE_UNKNOWN: 'This server does not have the version of the node type that the plan names. Update Muster.',
  NODE_CONFIG_INVALID: 'A field of the node resolved to a value of the wrong form; the message names the field.',
  PLAN_UNREADABLE:
    'The stored plan of the version cannot be read; the message says what is wrong. Publish the workflow again.',
  DATA_UNREADABLE: 'A stored document cannot be read; the message says which one and what is wrong with it.',
  NODE_CRASHED: 'The process ended several times while this ran; it was given up.',
  EXPRESSION_FAILED: 'An expression could not be evaluated.',
  EXPRESSION_TIMEOUT:
    'An expression ran longer than a second, the expressions of a node longer than five, or they called too deep or made too long a list.',
  EXPRESSION_OUT_OF_MEMORY: 'An expression used more memory than it may.',
  EXPRESSION_LIMIT:
    'A node has more than 1,000 expressions, or what its expressions see or its references bring in is over 16 MB of JSON.',
  OUTPUT_TOO_LARGE: 'The output is larger than a node or a run may return: 4 MB of JSON, 200 levels.',
  OUTPUT_INVALID: 'The model did not answer in the form asked for, and a repair did not help.',
  MODEL_UNAVAILABLE: 'The model provider did not answer, or answered with an error.',
  MODEL_REFUSED: 'The model provider refused the request.',
  MODEL_NOT_CONFIGURED: 'No provider is configured for this model.',
  MODEL_PRICE_UNKNOWN: 'A budget is in US dollars and the price of the model is not known, so nothing was spent.',
  TURN_LIMIT: 'The agent used all its turns without finishing.',
  BUDGET_EXCEEDED: 'The budget of tokens, money, messages or time is used up.',
  EDGE_NOT_ALLOWED: 'No edge of the squad allows this message.',
  DEPTH_LIMIT: 'Delegations are nested too deep.',
  RUN_STOPPED: 'A stop node ended the run.',
  INTERNAL: 'Something went wrong on our side; the id is in the log.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** Codes of answers that come from GraphQL itself, or from the web app in front of the server. */
export const requestErrorCodes = {
  GRAPHQL_PARSE_FAILED: 'The query is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The query asks for something the schema does not have.',
  BAD_REQUEST:
    'The request may not be sent in this way: no query in it, a mutation with GET, a subscription over HTTP.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'The request names a stored query; this server stores none. Send the query itself.',
  BAD_USER_INPUT: 'A variable or an argument is not of the type the schema says.',
  SERVER_UNREACHABLE: 'The web app answers, and the server behind it does not; try again.',
} as const;

export type RequestErrorCode = keyof typeof requestErrorCodes;

/** Codes of `/api/auth/*`, in the `code` of the answer's body. */
export const authErrorCodes = {
  INVALID_EMAIL_OR_PASSWORD: 'There is no account with this address and password.',
  INVALID_EMAIL: 'This is not an e-mail address.',
  INVALID_PASSWORD: 'The current password is wrong.',
  PASSWORD_TOO_SHORT: 'A password has at least 8 characters.',
  PASSWORD_TOO_LONG: 'A password has at most 128 characters.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'There is an account with this address. Sign in.',
  SIGN_UP_CLOSED: 'New accounts need an invitation, and the request brings none that holds for this address.',
  UNAUTHORIZED: 'The request brings no session, or one that has ended.',
  INVALID_TOKEN: 'The link has been used, has ended, or never was one.',
  RESET_PASSWORD_DISABLED: 'This installation sends no mail. Ask its operator for a link to set a new password.',
  INVALID_ORIGIN: 'The request comes from a page of another origin than `MUSTER_URL`.',
  MISSING_OR_NULL_ORIGIN: 'A request with a cookie needs the `Origin` header, with the address people open.',
  CROSS_SITE_NAVIGATION_LOGIN_BLOCKED: 'A form of another site tried to sign somebody in.',
  INVALID_CALLBACK_URL: '`callbackURL` leads to another origin.',
  INVALID_REDIRECT_URL: '`redirectTo` leads to another origin.',
  USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION: 'You are not a member of the workspace that is to be chosen.',
  FAILED_TO_UNLINK_LAST_ACCOUNT: 'The only way to sign in to an account cannot be removed.',
  METHOD_NOT_ALLOWED_DEFER_SESSION_REQUIRED: 'The session is read with GET.',
  VALIDATION_ERROR: 'A field of the body is missing or of the wrong type; the message names it.',
} as const;

interface ErrorOptions {
  /** Where in the input, outermost first. */
  path?: readonly (string | number)[];
  details?: Json;
  cause?: unknown;
}

abstract class MusterError extends Error {
  readonly code: ErrorCode;
  /** Not `path`: graphql-js takes an error with a list of that name for one of its own. */
  readonly inputPath: readonly string[] | undefined;
  readonly details: Json | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.inputPath = options.path?.map(String);
    this.details = options.details;
  }
}

/** Expected, shown to the user word for word, never retried. */
export class UserError extends MusterError {}

/** A fault of the surroundings (network, provider, database): retried, perhaps not before `retryAfterMs`. */
export class OperationalError extends MusterError {
  readonly retryAfterMs: number | undefined;
  constructor(code: ErrorCode, message: string, options: ErrorOptions & { retryAfterMs?: number } = {}) {
    super(code, message, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** A defect of ours: reported in the log under an id, masked for the user. */
export class UnexpectedError extends MusterError {
  constructor(message: string, options: ErrorOptions = {}) {
    super('INTERNAL', message, options);
  }
}

/** Something that cannot be, unless we made a mistake. The only throw in the compiler. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new UnexpectedError(`invariant: ${message}`);
}

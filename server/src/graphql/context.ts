import type { Viewer } from '../shared/viewer';
import type { AnswerBudget } from './answer-budget';

/**
 * One service per entity. Each module declares its own beside its resolver (`declare module`), so that this folder
 * imports no module; `api/create-services.ts` makes all of them.
 */
// biome-ignore lint/suspicious/noEmptyInterface: modules add their services to it.
export interface Services {}

/** What every resolver gets, the same over HTTP and over a WebSocket. A fresh object for every operation. */
export interface GraphQLContext {
  /** Null when the caller is not signed in; `requireViewer` and `requireScope` turn that into an answer. */
  viewer: Viewer | null;
  services: Services;
  /** Stands in the log line, in masked errors and in the `x-request-id` header. */
  requestId: string;
  /** What the answer may still hold. */
  answer: AnswerBudget;
}

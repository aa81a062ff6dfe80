import type { AnswerBudget } from '../graphql/answer-budget';
import type { Services } from '../graphql/services';
import type { Viewer } from '../modules/auth/viewer';

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

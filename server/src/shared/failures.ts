import { type ErrorCode, invariant, UserError } from '@muster/schema';

/** An expected failure that has something to show beside its sentence, such as the current draft of a conflict. */
export class ExplainedError extends UserError {
  readonly shown: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, shown: Record<string, unknown>, path?: readonly string[]) {
    super(code, message, path ? { path } : {});
    this.shown = shown;
  }
}

/** Several things wrong at once; its own code, message and path are those of the first. */
export class SeveralErrors extends UserError {
  readonly errors: readonly UserError[];

  constructor(errors: readonly UserError[]) {
    const [first] = errors;
    invariant(first, 'several errors, none given');
    super(first.code, first.message, first.inputPath ? { path: first.inputPath } : {});
    this.errors = errors;
  }
}

/** There is no such thing in the viewer's workspace, whether or not it is in another one. */
export const notFound = (what: string, ...path: string[]): UserError =>
  new UserError('NOT_FOUND', `There is no such ${what} in your workspace.`, { path });

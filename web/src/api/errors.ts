import type { CombinedError } from 'urql';

/** What to tell a person about a request that failed: a sentence, and whether trying again may help. */
export interface Trouble {
  code: string;
  title: string;
  detail: string;
  retry: boolean;
}

const codeOf = (error: CombinedError): string | undefined => {
  const code = error.graphQLErrors[0]?.extensions?.code;
  return typeof code === 'string' ? code : undefined;
};

/** The workspace of this session was taken from the person; they choose another one. */
export const isWorkspaceLost = (error: CombinedError): boolean => {
  const details = error.graphQLErrors[0]?.extensions?.details as { reason?: unknown } | undefined;
  return details?.reason === 'workspace-lost';
};

export const isUnauthenticated = (error: CombinedError): boolean => codeOf(error) === 'UNAUTHENTICATED';

/** Turns a failed request into words from the user's side: what happened, what is safe, what to do. */
export function describeError(error: CombinedError): Trouble {
  const code = codeOf(error) ?? (error.networkError ? 'NETWORK' : 'INTERNAL');
  const own = error.graphQLErrors[0]?.message;
  switch (code) {
    case 'NETWORK':
    case 'SERVER_UNREACHABLE':
      return {
        code,
        title: "Can't reach the server",
        detail: 'What you saved is safe, and runs continue. Check your connection, then try again.',
        retry: true,
      };
    case 'UNAUTHENTICATED':
      return { code, title: 'You are signed out', detail: 'Sign in again to go on.', retry: false };
    case 'FORBIDDEN':
      return { code, title: 'You may not do this', detail: own ?? 'Ask an owner of your workspace.', retry: false };
    case 'NOT_FOUND':
      return {
        code,
        title: 'This is not here',
        detail: 'It was deleted, or it belongs to another workspace.',
        retry: false,
      };
    case 'RATE_LIMITED':
      return { code, title: 'Too many requests', detail: 'Wait a moment, then try again.', retry: true };
    case 'INTERNAL':
    case 'INTERNAL_SERVER_ERROR':
      return {
        code,
        title: 'Something went wrong on our side',
        detail: `Nothing you saved is lost. ${own ?? ''}`.trim(),
        retry: true,
      };
    default:
      return { code, title: 'That did not work', detail: own ?? error.message, retry: false };
  }
}

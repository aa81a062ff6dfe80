interface AuthFailure {
  code?: string | undefined;
  message?: string | undefined;
  status?: number | undefined;
}

/** Where on the form a failure belongs, and what to say. */
export interface AuthTrouble {
  field: 'email' | 'password' | 'name' | null;
  message: string;
  /** The person has an account already: offer to sign in. */
  known?: true;
}

/** Words for what the sign-in service answered. `null` stands for no answer at all. */
export function describeAuthFailure(failure: AuthFailure | null): AuthTrouble {
  if (failure === null || failure.status === undefined || failure.status === 0 || failure.status === 503) {
    return { field: null, message: "Can't reach the server. Check your connection, then try again." };
  }
  if (failure.status === 429) {
    return { field: null, message: 'Too many tries in a short time. Wait a minute, then try again.' };
  }
  switch (failure.code) {
    case 'INVALID_EMAIL_OR_PASSWORD':
      return { field: null, message: 'Invalid email or password.' };
    case 'USER_ALREADY_EXISTS':
    case 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL':
      return { field: 'email', message: 'There is an account with this e-mail address.', known: true };
    case 'SIGN_UP_CLOSED':
      return { field: null, message: 'New accounts need an invitation. Ask a member of a workspace to invite you.' };
    case 'PASSWORD_TOO_SHORT':
      return { field: 'password', message: 'Use at least 8 characters.' };
    case 'PASSWORD_TOO_LONG':
      return { field: 'password', message: 'Use at most 128 characters.' };
    case 'INVALID_EMAIL':
      return { field: 'email', message: 'This is not an e-mail address.' };
    default:
      return failure.status >= 500
        ? { field: null, message: 'Something went wrong on our side. Nothing was changed; try again in a moment.' }
        : { field: null, message: failure.message ?? 'That did not work. Try again.' };
  }
}

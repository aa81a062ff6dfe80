import type { AccountRepository } from './account.repository';

/** Who asks for an account. */
export interface SignUpAttempt {
  /** In lower case, as it would be stored. */
  email: string;
  /** The token of an invitation, as the request has it in `invitation`. */
  invitation: string | null;
}

/** Whether this person was invited: the token is of an open invitation to this address. */
export type IsInvited = (attempt: SignUpAttempt) => Promise<boolean>;

/** `first`: sign-up needs an invitation, but there is no account yet, and whoever comes first makes it. */
export type SignUpMode = 'open' | 'invite' | 'first';

interface Deps {
  signUp: 'open' | 'invite';
  accounts: AccountRepository;
  isInvited: IsInvited;
}

/** Who may create an account in this installation. */
export function createSignUpPolicy({ signUp, accounts, isInvited }: Deps) {
  async function mode(): Promise<SignUpMode> {
    if (signUp === 'open') return 'open';
    return (await accounts.hasAny()) ? 'invite' : 'first';
  }
  const invited = async (attempt: SignUpAttempt) => attempt.invitation !== null && (await isInvited(attempt));

  return {
    mode,
    /** Before the request is looked into, so that a refused stranger does not learn which accounts there are. */
    async mayAsk(attempt: SignUpAttempt): Promise<boolean> {
      return (await mode()) !== 'invite' || invited(attempt);
    },
    /** Right before the account is made. Of several who would be the first, one may. */
    async mayCreate(attempt: SignUpAttempt): Promise<boolean> {
      if (signUp === 'open' || (await invited(attempt))) return true;
      // Claimed first, counted after: whoever made the first account meanwhile is seen.
      return (await accounts.claimFirst()) && !(await accounts.hasAny());
    },
  };
}
export type SignUpPolicy = ReturnType<typeof createSignUpPolicy>;

/** What a request says of who asks; whatever is not text counts as missing. */
export function readSignUpAttempt(email: unknown, body: unknown): SignUpAttempt {
  const { invitation } = (typeof body === 'object' && body !== null ? body : {}) as { invitation?: unknown };
  return {
    email: typeof email === 'string' ? email.trim().toLowerCase() : '',
    invitation: typeof invitation === 'string' && invitation !== '' ? invitation : null,
  };
}

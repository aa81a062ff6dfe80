import { apiKey } from '@better-auth/api-key';
import type { UserId } from '@muster/schema';
import { betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { organization } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultStatements, memberAc, ownerAc } from 'better-auth/plugins/organization/access';
import type { authDatabase } from './auth.repository';
import type { AuthLog } from './auth-log';
import { type DeliverResetLink, resetLink, resetLinkSeconds } from './password-reset';
import { readSignUpAttempt, type SignUpPolicy } from './sign-up-policy';

export interface SignInDeps {
  database: ReturnType<typeof authDatabase>;
  /** Signs cookies. */
  secret: string;
  publicUrl: string;
  allowedOrigins: readonly string[];
  signUpPolicy: SignUpPolicy;
  /** After a sign-up or sign-in, before it is answered. */
  onSignedIn: (userId: UserId) => Promise<void>;
  /** Absent: nobody can ask for a new password by themselves. */
  deliverResetLink: DeliverResetLink | undefined;
  /** After a new password was set by a link. */
  onPasswordReset: (userId: UserId) => Promise<void>;
  log: AuthLog;
}

const ownKeys = ['create', 'read', 'update', 'delete'] as const;
const access = createAccessControl({ ...defaultStatements, apiKey: ownKeys });
const roles = {
  owner: access.newRole({ ...ownerAc.statements, apiKey: [...ownKeys] }),
  admin: access.newRole({ ...adminAc.statements, apiKey: [...ownKeys] }),
  member: access.newRole({ ...memberAc.statements, apiKey: [...ownKeys] }),
};

/**
 * API keys, members and invitations are read and changed through GraphQL only, where scopes, roles and workspaces are
 * checked; these ways in are shut. Choosing a workspace (`set-active`) stays: it is how a person whose workspace was
 * taken away gets to another one.
 */
const shut = [
  '/api-key/create',
  '/api-key/get',
  '/api-key/update',
  '/api-key/delete',
  '/api-key/list',
  '/api-key/verify',
  '/api-key/delete-all-expired-api-keys',
  '/organization/accept-invitation',
  '/organization/cancel-invitation',
  '/organization/check-slug',
  '/organization/create',
  '/organization/delete',
  '/organization/get-active-member',
  '/organization/get-active-member-role',
  '/organization/get-full-organization',
  '/organization/get-invitation',
  '/organization/get-organization',
  '/organization/has-permission',
  '/organization/invite-member',
  '/organization/leave',
  '/organization/list',
  '/organization/list-invitations',
  '/organization/list-members',
  '/organization/list-user-invitations',
  '/organization/reject-invitation',
  '/organization/remove-member',
  '/organization/update',
  '/organization/update-member-role',
];

const closed = (): APIError =>
  new APIError('FORBIDDEN', {
    code: 'SIGN_UP_CLOSED',
    message: 'New accounts need an invitation. Ask a member of a workspace to invite you.',
  });

/** better-auth as Muster uses it: e-mail and password, organisations, API keys. Rate limits are the gateway's. */
export function createSignIn(deps: SignInDeps) {
  const {
    database,
    secret,
    publicUrl,
    allowedOrigins,
    signUpPolicy,
    onSignedIn,
    deliverResetLink,
    onPasswordReset,
    log,
  } = deps;
  return betterAuth({
    appName: 'Muster',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database,
    trustedOrigins: [...allowedOrigins],
    disabledPaths: shut,
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    // What is unexpected goes to the gateway, which masks it and logs it scrubbed; better-auth would print it as it is.
    onAPIError: { throw: true },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      autoSignIn: true,
      resetPasswordTokenExpiresIn: resetLinkSeconds,
      // A8: whoever is signed in with the old password is out.
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: async ({ user }) => onPasswordReset(user.id as UserId),
      ...(deliverResetLink
        ? { sendResetPassword: async ({ user, token }) => deliverResetLink(user, resetLink(publicUrl, token)) }
        : {}),
    },
    // S6: the tokens of links are stored as hashes.
    verification: { storeIdentifier: 'hashed' },
    session: { expiresIn: 30 * 24 * 3600, updateAge: 24 * 3600 },
    plugins: [
      organization({
        ac: access,
        roles,
        requireEmailVerificationOnInvitation: true,
        disableOrganizationDeletion: true,
      }),
      apiKey({
        references: 'organization',
        defaultPrefix: 'mus_',
        defaultKeyLength: 48,
        enableMetadata: true,
        requireName: true,
        maximumNameLength: 100,
        startingCharactersConfig: { shouldStore: true, charactersLength: 10 },
        rateLimit: { enabled: false },
      }),
    ],
    databaseHooks: {
      user: {
        create: {
          // Whatever way an account comes about.
          async before(user, ctx) {
            if (!(await signUpPolicy.mayCreate(readSignUpAttempt(user.email, ctx?.body)))) throw closed();
          },
        },
      },
    },
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        if (ctx.path === '/sign-up/email' && !(await signUpPolicy.mayAsk(readSignUpAttempt(ctx.body?.email, ctx.body))))
          throw closed();
        // A new password ends every other session: whoever has a stolen cookie is out.
        // A link of ours carries its token behind `#`; in a path it would be in logs.
        if (ctx.path === '/reset-password/:token') throw new APIError('NOT_FOUND');
        if (ctx.path === '/change-password') return { context: { body: { ...ctx.body, revokeOtherSessions: true } } };
        return undefined;
      }),
      after: createAuthMiddleware(async (ctx) => {
        const session = ctx.context.newSession;
        if (session && /^\/sign-(up|in)\//.test(ctx.path ?? '')) await onSignedIn(session.user.id as UserId);
      }),
    },
    advanced: {
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      disableOriginCheck: false,
      disableCSRFCheck: false,
      // The gateway sets this header itself, from the connection.
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    },
    logger: {
      log: (level, message, ...rest) =>
        level === 'error'
          ? log.error({ rest }, message)
          : level === 'warn'
            ? log.warn({ rest }, message)
            : log.debug({ rest }, message),
    },
  });
}
export type SignIn = ReturnType<typeof createSignIn>;

import { apiKey } from '@better-auth/api-key';
import type { UserId } from '@muster/schema';
import { betterAuth } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { organization } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultStatements, memberAc, ownerAc } from 'better-auth/plugins/organization/access';
import type { authDatabase } from './auth.repository';
import type { AuthLog } from './auth-log';
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
  log: AuthLog;
}

const ownKeys = ['create', 'read', 'update', 'delete'] as const;
const access = createAccessControl({ ...defaultStatements, apiKey: ownKeys });
const roles = {
  owner: access.newRole({ ...ownerAc.statements, apiKey: [...ownKeys] }),
  admin: access.newRole({ ...adminAc.statements, apiKey: [...ownKeys] }),
  member: access.newRole({ ...memberAc.statements, apiKey: [...ownKeys] }),
};

/** API keys are made and read through GraphQL only, where scopes and workspaces are checked; these ways in are shut. */
const shut = [
  '/api-key/create',
  '/api-key/get',
  '/api-key/update',
  '/api-key/delete',
  '/api-key/list',
  '/api-key/verify',
  '/api-key/delete-all-expired-api-keys',
];

const closed = (): APIError =>
  new APIError('FORBIDDEN', {
    code: 'SIGN_UP_CLOSED',
    message: 'New accounts need an invitation. Ask a member of a workspace to invite you.',
  });

/** better-auth as Muster uses it: e-mail and password, organisations, API keys. Rate limits are the gateway's. */
export function createSignIn({
  database,
  secret,
  publicUrl,
  allowedOrigins,
  signUpPolicy,
  onSignedIn,
  log,
}: SignInDeps) {
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
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128, autoSignIn: true },
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

import { createAuthClient } from 'better-auth/react';

/** Sign-up, sign-in, sign-out and the session, at `/api/auth` of our own origin. */
export const authClient = createAuthClient({ basePath: '/api/auth' });

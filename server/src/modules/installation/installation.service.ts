import type { SignUpPolicy } from '../auth/sign-up-policy';

/** Tells anyone, signed in or not, how to get into this installation. */
export const createInstallationService = (signUp: Pick<SignUpPolicy, 'mode'>) => ({
  signUpMode: () => signUp.mode(),
});
export type InstallationService = ReturnType<typeof createInstallationService>;

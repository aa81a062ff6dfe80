import type { SignUpPolicy } from '../auth/sign-up-policy';
import type { Installation } from './installation.type';

/** Tells anyone, signed in or not, how to get into this installation. */
export const createInstallationService = (signUp: Pick<SignUpPolicy, 'mode'>, sendsMail: boolean) => ({
  read: async (): Promise<Installation> => ({
    signUp: await signUp.mode(),
    passwordReset: sendsMail ? 'mail' : 'operator',
  }),
});
export type InstallationService = ReturnType<typeof createInstallationService>;

import { z } from 'zod';

export const emailField = z
  .string()
  .trim()
  .min(1, 'Write your e-mail address.')
  .pipe(z.email('This is not an e-mail address.'));

export const signInForm = z.object({
  email: emailField,
  password: z.string().min(1, 'Write your password.'),
});
export type SignInForm = z.infer<typeof signInForm>;

/** The same bounds as the server's. */
export const passwordField = z.string().min(8, 'Use at least 8 characters.').max(128, 'Use at most 128 characters.');

export const signUpForm = z.object({
  name: z.string().trim().min(1, 'Write your name, so that others know who did what.').max(100, 'At most 100 letters.'),
  email: emailField,
  password: passwordField,
});
export type SignUpForm = z.infer<typeof signUpForm>;

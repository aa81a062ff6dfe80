import { z } from 'zod';

const email = z.string().trim().min(1, 'Write your e-mail address.').pipe(z.email('This is not an e-mail address.'));

export const signInForm = z.object({
  email,
  password: z.string().min(1, 'Write your password.'),
});
export type SignInForm = z.infer<typeof signInForm>;

/** The same bounds as the server's. */
export const signUpForm = z.object({
  name: z.string().trim().min(1, 'Write your name, so that others know who did what.').max(100, 'At most 100 letters.'),
  email,
  password: z.string().min(8, 'Use at least 8 characters.').max(128, 'Use at most 128 characters.'),
});
export type SignUpForm = z.infer<typeof signUpForm>;

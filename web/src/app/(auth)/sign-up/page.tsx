import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SignUp } from '../../../features/auth/sign-up';

export const metadata: Metadata = { title: 'Make an account' };

export default function SignUpPage() {
  return (
    <Suspense>
      <SignUp />
    </Suspense>
  );
}

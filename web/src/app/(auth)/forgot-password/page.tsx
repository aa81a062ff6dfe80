import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ForgotPassword } from '../../../features/auth/forgot-password';

export const metadata: Metadata = { title: 'Forgot your password?' };

export default function Page() {
  return (
    <Suspense>
      <ForgotPassword />
    </Suspense>
  );
}

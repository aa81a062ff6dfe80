import Link from 'next/link';
import type { ReactNode } from 'react';

/** A link inside a sentence of the sign-in pages. */
export function AuthLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="font-medium text-ink underline underline-offset-2">
      {children}
    </Link>
  );
}

'use client';
import { useEffect } from 'react';
import { authClient } from './auth-client';

/** Who is signed in already has no business on the sign-in page. */
export function useLeaveWhenSignedIn(next: string): void {
  useEffect(() => {
    let left = false;
    authClient
      .getSession()
      .then(({ data }) => {
        if (data && !left) window.location.replace(next);
      })
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [next]);
}

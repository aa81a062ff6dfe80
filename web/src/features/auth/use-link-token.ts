'use client';
import { useEffect, useState } from 'react';

/**
 * What the address of the page has behind `#`, which browsers send to nobody. Null on the server and in the first
 * drawing; empty when there is nothing. With `keepAs` it is still there after a detour over the sign-in page.
 */
export function useLinkToken(keepAs?: string): string | null {
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    const read = () => {
      const inAddress = window.location.hash.slice(1);
      if (inAddress && keepAs) sessionStorage.setItem(keepAs, inAddress);
      setToken(inAddress || (keepAs ? sessionStorage.getItem(keepAs) : null) || '');
    };
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, [keepAs]);
  return token;
}

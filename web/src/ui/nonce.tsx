'use client';
import { createContext, type ReactNode, useContext } from 'react';

const NonceContext = createContext('');

/** The nonce of this page load, for parts that insert a style sheet. */
export const useNonce = (): string => useContext(NonceContext);

/** Hands the nonce to our parts, and, by the global name that get-nonce reads, to those inside Radix. */
export function NonceProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  if (typeof window !== 'undefined') Object.assign(globalThis, { __webpack_nonce__: nonce });
  return <NonceContext.Provider value={nonce}>{children}</NonceContext.Provider>;
}

'use client';
import { type ReactNode, useState } from 'react';
import { Provider as UrqlProvider } from 'urql';
import { createApiClient } from '../api';
import type { Theme } from '../features/theme/theme';
import { ThemeProvider } from '../features/theme/theme-provider';
import { Toaster, TooltipProvider } from '../ui';
import { NonceProvider } from '../ui/nonce';

/** Everything that stands around every page. */
export function Providers({ nonce, theme, children }: { nonce: string; theme: Theme; children: ReactNode }) {
  const [client] = useState(createApiClient);
  return (
    <NonceProvider nonce={nonce}>
      <ThemeProvider initial={theme}>
        <UrqlProvider value={client}>
          <TooltipProvider>
            {children}
            <Toaster />
          </TooltipProvider>
        </UrqlProvider>
      </ThemeProvider>
    </NonceProvider>
  );
}

'use client';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { type Theme, themeCookie } from './theme';

const ThemeContext = createContext<{ theme: Theme; setTheme: (theme: Theme) => void }>({
  theme: 'system',
  setTheme: () => undefined,
});

/** The theme and the way to change it. */
export const useTheme = () => useContext(ThemeContext);

const yearSeconds = 365 * 24 * 3600;

function remember(theme: Theme): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support.
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${yearSeconds}; samesite=lax`;
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Keeps the theme of this browser; the server reads the same cookie, so a reload paints the right one at once. */
export function ThemeProvider({ initial, children }: { initial: Theme; children: ReactNode }) {
  const [theme, change] = useState(initial);
  const setTheme = (next: Theme) => {
    remember(next);
    change(next);
  };
  return <ThemeContext.Provider value={{ theme, setTheme }}>{children}</ThemeContext.Provider>;
}

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = 'muster-theme';

/** Reads the remembered theme; anything unknown means "as the system". */
export const parseTheme = (value: string | undefined): Theme => themes.find((theme) => theme === value) ?? 'system';

/** Joins class names; leaves out what is false. */
export const cn = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ');

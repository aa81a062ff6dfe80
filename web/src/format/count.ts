const numbers = new Intl.NumberFormat('en-US');

/** `38,201`. */
export const formatCount = (count: number): string => numbers.format(count);

/** `1 call`, `14 calls`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/**
 * True for names that mean something to every JavaScript object. As an id all of them are refused (`__proto__`,
 * `constructor`, `toString` …): ids become keys in outputs and in expressions. As a key of free JSON only `__proto__`
 * is, since it alone changes the object it is set on.
 */
export function isReservedName(name: string, as: 'id' | 'key'): boolean {
  if (name === '__proto__') return true;
  return as === 'id' && (name === 'prototype' || name in Object.prototype);
}

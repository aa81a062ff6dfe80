import { inspect } from 'node:util';

const hidden = '[secret]';
const known = new Set<string>();

/** A string that never prints: `reveal()` is the only way to it. Every value is known to the log's scrubber. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    registerSecret(value);
  }

  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return hidden;
  }
  toJSON(): string {
    return hidden;
  }
  [inspect.custom](): string {
    return hidden;
  }
}

/** Makes the log's scrubber look for this value too. Very short values are left out: they would blank ordinary words. */
export function registerSecret(value: string): void {
  if (value.length >= 8) known.add(value);
}

/** Every secret value of this process, for the scrubber only. */
export const knownSecrets = (): ReadonlySet<string> => known;

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from './secret';

/**
 * The secret that signs session cookies, kept as `session-secret` (mode 600) in the data folder and made at the first
 * start. Two processes that start at once agree on one: the file is only ever created, never overwritten.
 */
export function keptSessionSecret(dataFolder: string): Secret {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'session-secret');
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return new Secret(readFileSync(file, 'utf8').trim());
}

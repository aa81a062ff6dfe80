import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../config/secret';
import { fingerprint } from '../rates/bucket';

const name = 'muster.device';
const maxAgeSeconds = 365 * 24 * 3600;
/** Accounts one browser is remembered for; the oldest is forgotten. */
const mostAccounts = 4;

interface Device {
  id: string;
  accounts: readonly string[];
}

/**
 * A signed cookie that says to which accounts a browser has signed in before, so that guesses of strangers do not count
 * against it. It signs nobody in, and holds no e-mail address.
 */
export function createDeviceCookie(secret: Secret, options: { secure: boolean }) {
  const key = createHmac('sha256', secret.reveal()).update('device-cookie').digest();
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');

  function read(cookie: string | undefined): Device | null {
    const value = /(?:^|;\s*)muster\.device=([\w.~-]{1,300})(?:;|$)/.exec(cookie ?? '')?.[1];
    const [, id, accounts, signature] = /^([\w-]{16})\.([\w~-]+)\.([\w-]{43})$/.exec(value ?? '') ?? [];
    if (!id || !accounts || !signature) return null;
    const right = Buffer.from(sign(`${id}.${accounts}`));
    if (!timingSafeEqual(right, Buffer.from(signature))) return null;
    return { id, accounts: accounts.split('~') };
  }

  return {
    /** The device's id when it has signed in to this account before. */
    deviceOf(cookie: string | undefined, account: string): string | null {
      const device = read(cookie);
      return device?.accounts.includes(fingerprint(account)) ? device.id : null;
    },
    /** The `set-cookie` after a sign-in to this account. */
    remember(cookie: string | undefined, account: string): string {
      const device = read(cookie);
      const mark = fingerprint(account);
      const others = (device?.accounts ?? []).filter((each) => each !== mark).slice(-(mostAccounts - 1));
      const text = `${device?.id ?? randomBytes(12).toString('base64url')}.${[...others, mark].join('~')}`;
      const flags = `Path=/api/auth; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${options.secure ? '; Secure' : ''}`;
      return `${name}=${text}.${sign(text)}; ${flags}`;
    },
  };
}
export type DeviceCookie = ReturnType<typeof createDeviceCookie>;

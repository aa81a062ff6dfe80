import { isIPv6 } from 'node:net';
import { isLoopback } from '../../server/src/config/exposure';
import type { Settings } from './settings';

type Reach = Pick<Settings, 'webHost' | 'webPort' | 'publicUrl'>;

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::';
const inUrl = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

/** Where this machine reaches the web app, which may listen on one address only. */
export function localUrl({ webHost, webPort }: Reach): string {
  const host = isWildcard(webHost) || webHost === 'localhost' ? '127.0.0.1' : webHost;
  return `http://${inUrl(host)}:${webPort}`;
}

/** Where people open the web app. */
export function openUrl({ webHost, webPort, publicUrl }: Reach): string {
  if (publicUrl) return publicUrl.replace(/\/+$/, '');
  return `http://${isWildcard(webHost) ? 'localhost' : inUrl(webHost)}:${webPort}`;
}

/** Who can reach the web app, and how to change that; one line each. */
export function reachNotes(settings: Reach, env: Readonly<Record<string, string | undefined>>): string[] {
  const { webHost, webPort, publicUrl } = settings;
  const isLocal = isLoopback(webHost);
  if (isLocal && !publicUrl)
    return [
      'Only this machine can open Muster. To open it to your network, name this machine as others see it:',
      `  MUSTER_HOST=0.0.0.0 MUSTER_URL=http://<name or address>:${webPort} npm start`,
    ];
  const lines = isLocal ? [] : [`Your network can open Muster (it listens on ${webHost}, port ${webPort}).`];
  if (!publicUrl)
    lines.push(`Set MUSTER_URL to the address people open, such as http://<name>:${webPort}, or they cannot sign in.`);
  if (!env.MUSTER_SIGN_UP)
    lines.push('After the first account, sign-up needs an invitation. MUSTER_SIGN_UP=open lets anyone sign up.');
  return lines;
}

import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/**
 * One key for all spellings of one caller's address: an IPv4 address, also when it comes as IPv6, and for IPv6 the /64
 * network, since whoever has one address there has all of them.
 */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toNormalizedString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

/**
 * Where a request comes from: the connection's other end or, when that is a proxy of ours, the last address in
 * `x-forwarded-for` that is not. What stands before it anyone may have written.
 */
export function callerAddress(request: IncomingMessage, trustedProxies: readonly string[]): string {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  let caller = request.socket.remoteAddress ?? '';
  for (const address of forwarded
    .map((entry) => entry.trim())
    .filter(Boolean)
    .reverse()) {
    if (!isTrusted(caller, trustedProxies) || !ipaddr.isValid(address)) break;
    caller = address;
  }
  return caller;
}

function isTrusted(address: string, trusted: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return trusted.some((entry) => {
    const [network, bits] = ipaddr.isValidCIDR(entry) ? ipaddr.parseCIDR(entry) : [ipaddr.process(entry), undefined];
    if (parsed.kind() !== network.kind()) return false;
    return parsed.match(network, bits ?? (network.kind() === 'ipv4' ? 32 : 128));
  });
}

import { BlockList, isIP } from 'node:net';

/** Says whether an address is one of the operator's proxies. */
export type IsTrusted = (address: string | undefined) => boolean;

/**
 * Reads `MUSTER_TRUST_PROXY`: addresses and networks of the proxies in front, with commas between. Empty: there is none.
 * @throws Error naming the variable
 */
export function readTrustedProxies(list: string | undefined): IsTrusted {
  const trusted = new BlockList();
  const entries = (list ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    try {
      if (bits !== undefined && !/^\d+$/.test(bits)) throw new RangeError('no number of bits');
      if (bits === undefined) trusted.addAddress(address, family);
      else trusted.addSubnet(address, Number(bits), family);
    } catch {
      throw new Error(
        'MUSTER_TRUST_PROXY is not of the right form: use addresses and networks such as 10.0.0.0/8,::1.',
      );
    }
  }
  return (address) => {
    const family = isIP(address ?? '');
    return family !== 0 && trusted.check(address ?? '', family === 6 ? 'ipv6' : 'ipv4');
  };
}

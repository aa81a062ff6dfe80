import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { addressKey, callerAddress } from './address-key';

describe('A9 the key of an address', () => {
  it('is the same for all spellings of one address', () => {
    const spellings = ['10.0.0.7', '::ffff:10.0.0.7', '::ffff:a00:7', '0:0:0:0:0:ffff:0a00:0007'];
    expect(new Set(spellings.map(addressKey))).toEqual(new Set(['10.0.0.7']));
  });
  it('is the /64 network for IPv6', () => {
    expect(addressKey('2001:db8:1:2:aaaa::1')).toBe(addressKey('2001:0db8:0001:0002:ffff::9'));
    expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'));
  });
  it('is one for all that is no address', () => {
    expect(addressKey('')).toBe(addressKey('x-forwarded'));
  });
});

describe('where a request comes from', () => {
  const from = (remoteAddress: string, forwarded?: string) =>
    ({
      socket: { remoteAddress },
      headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
    }) as unknown as IncomingMessage;
  const local = ['127.0.0.0/8', '::1/128'];

  it('believes what a proxy of ours wrote, and nothing before it', () => {
    expect(callerAddress(from('127.0.0.1', '203.0.113.9'), local)).toBe('203.0.113.9');
    expect(callerAddress(from('::ffff:127.0.0.1', '1.2.3.4, 203.0.113.9'), local)).toBe('203.0.113.9');
    expect(callerAddress(from('::1', '203.0.113.9, 127.0.0.1'), local)).toBe('203.0.113.9');
  });
  it('A9 believes nobody else', () => {
    expect(callerAddress(from('198.51.100.1', '203.0.113.9'), local)).toBe('198.51.100.1');
    expect(callerAddress(from('127.0.0.1', '203.0.113.9'), [])).toBe('127.0.0.1');
    expect(callerAddress(from('127.0.0.1', 'no address'), local)).toBe('127.0.0.1');
  });
});

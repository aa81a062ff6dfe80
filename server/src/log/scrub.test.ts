import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../config/secret';
import { createLogger } from './logger';
import { scrub } from './scrub';

describe('S1 the log’s scrubber', () => {
  it.each([
    ['a bearer token', 'authorization: Bearer abcdef123456', 'abcdef123456'],
    ['an API key of ours', 'key mus_AbCdEfGhIjKlMnOp said', 'mus_AbCdEfGhIjKlMnOp'],
    ['a provider’s key', 'Incorrect API key provided: sk-proj-abcdef0123456789.', 'sk-proj-abcdef0123456789'],
    ['a password in a URL', 'connect postgres://muster:hunter2@db:5432/muster failed', 'hunter2'],
    ['a session cookie', 'cookie better-auth.session_token=abc.def%3D; path=/', 'abc.def%3D'],
    ['a password in a message', 'pg: password=hunter2 rejected', 'hunter2'],
    ['a password in JSON in a string', JSON.stringify({ msg: '{"password":"hunter2"}' }), 'hunter2'],
    ['a signed token', 'jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0'],
  ])('blanks %s', (_what, line, secret) => {
    expect(scrub(line)).not.toContain(secret);
    expect(scrub(line)).toContain('[secret]');
  });

  it('blanks any known secret however it is written', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12, maxLength: 60, unit: 'grapheme-ascii' }), fc.string(), (value, around) => {
        fc.pre(!'[secret]'.includes(value) && !around.includes(value));
        new Secret(value);
        const line = JSON.stringify({ msg: `${around} ${value} ${around}`, url: encodeURIComponent(value) });
        expect(scrub(line)).not.toContain(JSON.stringify(value).slice(1, -1));
      }),
      { numRuns: 50 },
    );
  });

  it('leaves ordinary words alone', () => {
    const line = '{"level":30,"msg":"request","path":"/graphql","status":200,"tokens":12}';
    expect(scrub(line)).toBe(line);
  });

  it('cleans errors with what clients of other APIs hang on them', () => {
    const lines: string[] = [];
    const log = createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });
    new Secret('canary-in-an-error');
    const error = Object.assign(new Error('401 canary-in-an-error'), {
      headers: { authorization: 'Bearer canary-in-an-error' },
      config: { auth: { password: 'another-canary-1' } },
      cause: new Error('nested canary-in-an-error'),
    });
    log.error({ err: error, request: { headers: { cookie: 'another-canary-2' } } }, 'failed with canary-in-an-error');
    expect(lines.join('')).not.toMatch(/canary/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'failed with [secret]' });
  });
});

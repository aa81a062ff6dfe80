import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needsSession, safeNext, signInPath } from './paths';

describe('coming back after signing in', () => {
  it('keeps a path of ours with its query', () => {
    expect(safeNext('/runs/run_1?tab=output')).toBe('/runs/run_1?tab=output');
  });

  it.each([
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/a\\b',
  ])('goes home instead of to %j', (next) => {
    expect(safeNext(next)).toBe('/');
  });

  it('does not come back to the sign-in pages', () => {
    expect(safeNext('/sign-in?next=/')).toBe('/');
    expect(safeNext('/sign-up')).toBe('/');
    expect(safeNext('/reset-password')).toBe('/');
  });

  it('comes back to an invitation, which needs no session itself', () => {
    expect(safeNext('/invite')).toBe('/invite');
    expect(needsSession('/invite')).toBe(false);
  });

  it('never leaves the origin, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `/${text}`),
        ),
        (next) => {
          expect(new URL(safeNext(next), 'http://ours.example').origin).toBe('http://ours.example');
        },
      ),
    );
  });

  it('asks for a session everywhere but on the sign-in pages', () => {
    expect(needsSession('/sign-in')).toBe(false);
    expect(needsSession('/runs/run_1')).toBe(true);
    expect(signInPath('/')).toBe('/sign-in');
    expect(signInPath('/runs/run_1?x=1')).toBe('/sign-in?next=%2Fruns%2Frun_1%3Fx%3D1');
  });
});

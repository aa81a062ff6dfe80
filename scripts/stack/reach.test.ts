import { expect, test } from 'vitest';
import { localUrl, openUrl, reachNotes } from './reach';
import { readSettings } from './settings';

const notes = (env: Record<string, string>) => reachNotes(readSettings(env), env).join('\n');

test('without any setting only this machine reaches the web app, and the start says how to change that', () => {
  expect(readSettings({}).webHost).toBe('localhost');
  expect(notes({})).toMatch(
    /Only this machine.*\n.*MUSTER_HOST=0\.0\.0\.0 MUSTER_URL=http:\/\/<name or address>:3000 npm start/,
  );
});

test('on the network the start says who may sign up, and what is missing', () => {
  const open = { MUSTER_HOST: '0.0.0.0', PORT: '8080' };
  expect(notes(open)).toMatch(/network can open[\s\S]*Set MUSTER_URL[\s\S]*needs an invitation/);
  expect(notes({ ...open, MUSTER_URL: 'http://muster.lan:8080', MUSTER_SIGN_UP: 'open' })).toBe(
    'Your network can open Muster (it listens on 0.0.0.0, port 8080).',
  );
});

test('behind a proxy on this machine nothing is said but who may sign up', () => {
  expect(notes({ MUSTER_URL: 'https://muster.example.com' })).toMatch(/^After the first account/);
});

test.each([
  [{}, 'http://127.0.0.1:3000', 'http://localhost:3000'],
  [{ MUSTER_HOST: '0.0.0.0' }, 'http://127.0.0.1:3000', 'http://localhost:3000'],
  [{ MUSTER_HOST: '::' }, 'http://127.0.0.1:3000', 'http://localhost:3000'],
  [{ MUSTER_HOST: '192.168.1.5' }, 'http://192.168.1.5:3000', 'http://192.168.1.5:3000'],
  [{ MUSTER_HOST: '::1' }, 'http://[::1]:3000', 'http://[::1]:3000'],
  [{ MUSTER_URL: 'https://m.example.com/' }, 'http://127.0.0.1:3000', 'https://m.example.com'],
])('%o is asked at %s and opened at %s', (env, local, open) => {
  expect([localUrl(readSettings(env)), openUrl(readSettings(env))]).toEqual([local, open]);
});

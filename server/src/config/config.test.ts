import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config';
import { environment, remedies } from './environment';
import { Secret } from './secret';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (env: Record<string, string>) => readConfig({ MUSTER_DATA: folder, ...env });
const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    read(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('the configuration', () => {
  it('needs nothing set', () => {
    expect(read({})).toMatchObject({
      publicUrl: 'http://localhost:3000',
      apiPort: 4000,
      engine: 'embedded',
      introspection: 'signed-in',
      databaseUrl: undefined,
      redisUrl: undefined,
    });
  });

  it('reads prices of models, and refuses what is none', () => {
    expect(read({}).models.prices).toEqual({});
    const price = { inputPerMillionUsd: 0.2, outputPerMillionUsd: 0.6 };
    expect(read({ MUSTER_MODEL_PRICES: JSON.stringify({ 'llama3.1': price }) }).models.prices).toEqual({
      'llama3.1': price,
    });
    for (const wrong of ['{', '[]', '{"a": 1}', '{"a": {"inputPerMillionUsd": -1, "outputPerMillionUsd": 1}}']) {
      expect(problemsOf({ MUSTER_MODEL_PRICES: wrong }).join(), wrong).toContain('MUSTER_MODEL_PRICES');
    }
  });

  it('takes an empty value for an absent one', () => {
    expect(read({ OPENAI_API_KEY: '', DATABASE_URL: '', REDIS_URL: '' }).openai.apiKey).toBeUndefined();
  });

  it('names everything that is wrong at once, each with the remedy, and repeats no value', () => {
    const problems = problemsOf({ PORT: 'eighty', DATABASE_URL: 'mysql://u:hunter2@h/x', MUSTER_SECRET: 'too short' });
    expect(problems).toHaveLength(3);
    expect(problems.join('\n')).toMatch(/PORT.*port number[\s\S]*MUSTER_SECRET.*32[\s\S]*DATABASE_URL.*postgres:\/\//);
    expect(problems.join('\n')).not.toMatch(/hunter2|too short|eighty/);
  });

  it('knows a remedy for every variable', () => {
    expect(Object.keys(remedies).sort()).toEqual(Object.keys(environment.shape).sort());
  });

  it('refuses one port for web and server', () => {
    expect(problemsOf({ PORT: '4000' })[0]).toMatch(/PORT and API_PORT/);
  });

  it('R1 refuses unsigned Inngest in production, and Inngest without keys', () => {
    const keys = { INNGEST_SIGNING_KEY: 'signkey-prod-0123456789', INNGEST_EVENT_KEY: 'event-key-0123456789' };
    const inngest = { MUSTER_ENGINE: 'inngest', INNGEST_BASE_URL: 'http://localhost:8288' };
    expect(problemsOf({ ...inngest, NODE_ENV: 'production', INNGEST_DEV: '1', ...keys })[0]).toMatch(/INNGEST_DEV/);
    expect(problemsOf(inngest)).toHaveLength(2);
    expect(problemsOf({ MUSTER_ENGINE: 'inngest' })).toHaveLength(3);
    expect(problemsOf({ ...inngest, ...keys })).toEqual([]);
  });

  it('goes by MUSTER_URL alone when it is set', () => {
    expect(read({ MUSTER_URL: 'https://muster.example.com/' })).toMatchObject({
      publicUrl: 'https://muster.example.com',
      allowedOrigins: ['https://muster.example.com'],
    });
  });

  it('lets anyone sign up only while nobody but this machine can reach it, unless told otherwise', () => {
    const signUp = (env: Record<string, string>) => read(env).signUp;
    for (const host of ['localhost', '127.0.0.1', '127.8.9.1', '::1'])
      expect(signUp({ MUSTER_HOST: host })).toBe('open');
    expect(signUp({ MUSTER_URL: 'http://localhost:8080' })).toBe('open');
    for (const host of ['0.0.0.0', '::', '192.168.1.5', 'muster.lan']) {
      expect(signUp({ MUSTER_HOST: host }), host).toBe('invite');
      expect(signUp({ API_HOST: host }), host).toBe('invite');
    }
    expect(signUp({ MUSTER_URL: 'https://muster.example.com' })).toBe('invite');
    expect(signUp({ MUSTER_HOST: '0.0.0.0', MUSTER_SIGN_UP: 'open' })).toBe('open');
    expect(signUp({ MUSTER_SIGN_UP: 'invite' })).toBe('invite');
    expect(problemsOf({ MUSTER_SIGN_UP: 'closed' })).toEqual([expect.stringMatching(/MUSTER_SIGN_UP.*open.*invite/)]);
  });

  it('Q13 shows the schema to callers who are signed in, unless told otherwise', () => {
    for (const NODE_ENV of ['production', 'development']) expect(read({ NODE_ENV }).introspection).toBe('signed-in');
    expect(read({ MUSTER_INTROSPECTION: '1' }).introspection).toBe('everyone');
    expect(read({ MUSTER_INTROSPECTION: '0' }).introspection).toBe('nobody');
  });
});

describe('the session secret', () => {
  it('is made once, kept readable for the owner only, and found again', () => {
    const first = read({}).sessionSecret.reveal();
    expect(first.length).toBeGreaterThanOrEqual(32);
    expect(read({}).sessionSecret.reveal()).toBe(first);
    const file = join(folder, 'session-secret');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim()).toBe(first);
  });
});

it('S1 a secret never prints', () => {
  const secret = new Secret('canary-0123456789');
  const printed = [String(secret), `${secret}`, JSON.stringify({ secret }), inspect({ secret }, { depth: 9 })];
  expect(printed.join(' ')).not.toContain('canary');
  expect(secret.reveal()).toBe('canary-0123456789');
});

import { authErrorCodes, errorCodes } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallSchema } from '../../gateway/testing/small-schema';
import { startTestGateway, type TestGateway } from '../../gateway/testing/test-gateway';
import type { TestPerson } from '../../testing/test-client';

let server: TestGateway;
let person: TestPerson;
beforeAll(async () => {
  server = await startTestGateway(smallSchema(), { env: { MUSTER_RATE_AUTH: '5000', MUSTER_RATE_SIGN_IN: '500' } });
  person = await server.signUp();
});
afterAll(() => server.stop());

interface Endpoint {
  path?: string;
  options?: { method?: string | string[]; body?: { shape?: object } };
}

const long = 'x'.repeat(200);
/** Bodies that are wrong in different ways, for whatever the endpoint takes. */
const bodiesFor = (fields: readonly string[], email: string): object[] => {
  const all = (value: unknown) => Object.fromEntries(fields.map((field) => [field, value]));
  const addresses = Object.fromEntries(fields.filter((field) => /email$/i.test(field)).map((field) => [field, email]));
  return [{}, all('x'), all(7), { ...all('x'), ...addresses }, { ...all(long), ...addresses }, all(null)];
};

async function codesOf(path: string, method: string, fields: readonly string[]): Promise<string[]> {
  const codes: string[] = [];
  const origins: { origin?: string }[] = [{ origin: server.config.publicUrl }, { origin: 'https://evil.example' }, {}];
  // Where a request comes from is looked at before its body.
  for (const origin of origins)
    for (const cookie of ['', person.cookie])
      for (const body of bodiesFor(fields, person.email).slice(0, origin.origin === server.config.publicUrl ? 6 : 1)) {
        const answer = await fetch(`${server.url}/api/auth${path.replaceAll(/:\w+/g, 'x')}`, {
          method,
          redirect: 'manual',
          headers: { 'content-type': 'application/json', ...origin, ...(cookie ? { cookie } : {}) },
          ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
        });
        if (answer.status < 400) continue;
        const text = await answer.text();
        const said = text.startsWith('{') ? JSON.parse(text) : {};
        const code = said.code ?? said.errors?.[0]?.extensions?.code;
        expect(answer.status, `${path} ${text}`).toBeLessThan(500);
        if (code) codes.push(code);
      }
  return codes;
}

describe('every code of /api/auth', () => {
  it('is in the list, whatever is asked wrongly', async () => {
    // The session is needed until it is ended.
    const isLast = ({ path = '' }: Endpoint) => Number(/sign-out|revoke/.test(path));
    const endpoints = Object.values(server.auth.signIn.api as unknown as Record<string, Endpoint>)
      .filter(({ path }) => path && !server.auth.signIn.options.disabledPaths.includes(path))
      .sort((a, b) => isLast(a) - isLast(b));
    const found = new Set<string>();
    for (const { path, options } of endpoints) {
      if (!path) continue;
      for (const method of [options?.method ?? 'GET'].flat())
        for (const code of await codesOf(path, method, Object.keys(options?.body?.shape ?? {}))) found.add(code);
    }
    const listed = new Set([...Object.keys(authErrorCodes), ...Object.keys(errorCodes)]);
    expect([...found].filter((code) => !listed.has(code))).toEqual([]);
    expect(found.size).toBeGreaterThan(8);
  });
});

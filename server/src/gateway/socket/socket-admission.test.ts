import { EventEmitter } from 'node:events';
import type { UserId, WorkspaceId } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { createLogger } from '../../log/logger';
import type { ViewerService } from '../../modules/auth/viewer.service';
import { limits } from '../../shared/limits';
import { smallSchema } from '../testing/small-schema';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';
import { createConnections } from './connections';

let server: TestGateway;
let authorization: string;
beforeAll(async () => {
  server = await startTestGateway(smallSchema());
  ({ authorization } = await server.apiKey(await server.signUp()));
});
afterAll(() => server.stop());

/** An anonymous socket from this address that never says `connection_init`; resolves when it is open or refused. */
function lurker(address: string): Promise<WebSocket> {
  const socket = server.rawSocket({ 'x-forwarded-for': address });
  return new Promise((resolve) => {
    socket.on('error', () => resolve(socket));
    socket.once('open', () => resolve(socket));
  });
}
/** Opens so many, some at a time. */
async function lurkers(count: number, address: (index: number) => string): Promise<WebSocket[]> {
  const all: WebSocket[] = [];
  for (let start = 0; start < count; start += 100)
    all.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(100, count - start) }, (_, index) => lurker(address(start + index))),
      )),
    );
  return all;
}
async function askOverSocket(): Promise<string> {
  const socket = server.socket({ authorization });
  const answers: unknown[] = [];
  try {
    for await (const answer of socket.iterate({ query: '{ thing { id } }' })) answers.push(answer);
  } catch (error) {
    answers.push(error);
  }
  await socket.dispose();
  return JSON.stringify(answers);
}
const stillOpen = (sockets: WebSocket[]) => sockets.filter((socket) => socket.readyState === socket.OPEN);

describe('Q18 sockets that never sign in', () => {
  it('shut nobody out, from wherever they come: the oldest of them goes first', async () => {
    const sockets = await lurkers(2_000, (index) => `198.51.${index >> 8}.${index & 255}`);
    expect(await askOverSocket()).toContain('t1');
    const oldest = sockets.slice(0, -limits.socketsWaiting);
    await expect.poll(() => stillOpen(oldest).length, { timeout: 20_000 }).toBe(0);
    for (const socket of sockets) socket.terminate();
  });

  it('are few from one address, and from one /64 network', async () => {
    const one = await lurkers(limits.socketsWaitingPerAddress + 10, () => '203.0.113.1');
    const network = await lurkers(limits.socketsWaitingPerAddress + 10, (index) => `2001:db8:1:2::${index + 1}`);
    for (const sockets of [one, network])
      await expect
        .poll(() => stillOpen(sockets).length, { timeout: 20_000 })
        .toBeLessThanOrEqual(limits.socketsWaitingPerAddress);
    for (const socket of [...one, ...network]) socket.terminate();
  });
});

describe('Q18 signed-in sockets', () => {
  const connections = () => createConnections({} as ViewerService, createLogger({ level: 'silent' }));
  const connection = (address: string, userId: string, credentialId: string) => ({
    socket: new EventEmitter() as WebSocket,
    address,
    credentials: {},
    viewer: {
      kind: 'apiKey' as const,
      userId: userId as UserId,
      workspaceId: 'w' as WorkspaceId,
      scopes: [],
      role: 'owner' as const,
      credentialId,
      name: 'Key',
    },
  });

  it('are bounded by key, by person, by address and in all, and make room when they end', () => {
    const cases: [number, (index: number) => [string, string, string]][] = [
      [limits.socketsPerCredential, (index) => [`a${index}`, 'u', 'k']],
      [limits.socketsPerPerson, (index) => [`a${index}`, 'u', `k${index}`]],
      [limits.socketsPerAddress, (index) => ['a', `u${index}`, `k${index}`]],
      [limits.sockets, (index) => [`a${index}`, `u${index}`, `k${index}`]],
    ];
    for (const [most, of] of cases) {
      const all = connections();
      const held = Array.from({ length: most }, (_, index) => connection(...of(index)));
      for (const each of held) expect(all.add(each)).toBe(true);
      expect(all.add(connection(...of(most)))).toBe(false);
      held[0]?.socket.emit('close');
      expect(all.add(connection(...of(most)))).toBe(true);
    }
  });
});

import { UserError } from '@muster/schema';
import type { WebSocket } from 'ws';
import type { Log } from '../../log/logger';
import type { Credentials, ViewerService } from '../../modules/auth/viewer.service';
import { limits } from '../../shared/limits';
import type { Viewer } from '../../shared/viewer';
import { closeCodes } from './socket-adapter';

/** One open socket and who is on it, from the acknowledgement on. */
export interface Connection {
  socket: WebSocket;
  /** Key of the address it comes from. */
  address: string;
  credentials: Credentials;
  viewer: Viewer;
}

/**
 * All signed-in sockets. `recheck` asks again for each whether its credentials still hold: a revoked key or an ended
 * session is closed with 4401, a lost membership with 4403.
 */
export function createConnections(viewers: ViewerService, log: Log) {
  const open = new Set<Connection>();
  let running: Promise<void> | null = null;
  let again = false;

  async function check(connection: Connection): Promise<void> {
    const { socket, credentials, viewer } = connection;
    try {
      const now = await viewers.authenticate(credentials);
      if (!now) socket.close(closeCodes.unauthenticated, 'UNAUTHENTICATED: the session has ended');
      else if (now.workspaceId !== viewer.workspaceId || now.userId !== viewer.userId)
        socket.close(closeCodes.forbidden, 'FORBIDDEN: another workspace was chosen, or this one was left');
    } catch (error) {
      if (!(error instanceof UserError)) {
        log.warn({ err: error }, 'an open socket could not be checked; it is tried again');
        return;
      }
      const code = error.code === 'FORBIDDEN' ? closeCodes.forbidden : closeCodes.unauthenticated;
      socket.close(code, `${error.code}: this sign-in no longer holds`);
    }
  }

  async function checkAll(): Promise<void> {
    do {
      again = false;
      for (const connection of [...open]) await check(connection);
    } while (again);
  }

  return {
    /** False when this key, person or address, or the process, has as many sockets as it may. */
    add(connection: Connection): boolean {
      const { address, viewer } = connection;
      const held = (isSame: (entry: Connection) => boolean): number => [...open].filter(isSame).length;
      if (
        open.size >= limits.sockets ||
        held((entry) => entry.viewer.credentialId === viewer.credentialId) >= limits.socketsPerCredential ||
        held((entry) => entry.viewer.userId === viewer.userId) >= limits.socketsPerPerson ||
        held((entry) => entry.address === address) >= limits.socketsPerAddress
      )
        return false;
      open.add(connection);
      connection.socket.once('close', () => open.delete(connection));
      return true;
    },
    /** Never two sweeps at once; a call during one makes it go round again. */
    recheck(): Promise<void> {
      again = true;
      running ??= checkAll().finally(() => {
        running = null;
      });
      return running;
    },
  };
}

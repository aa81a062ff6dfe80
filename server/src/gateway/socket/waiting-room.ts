import type { WebSocket } from 'ws';
import { limits } from '../../shared/limits';

/**
 * Sockets that have not signed in yet. They are few, from one address and in all, and the oldest goes when another comes:
 * whoever signs in does so at once, and always finds room.
 */
export function createWaitingRoom() {
  /** In the order they came. */
  const waiting = new Map<WebSocket, string>();

  function sendAway(socket: WebSocket): void {
    waiting.delete(socket);
    socket.terminate();
  }

  return {
    enter(socket: WebSocket, address: string): void {
      waiting.set(socket, address);
      socket.once('close', () => waiting.delete(socket));
      const neighbours = [...waiting].filter(([, from]) => from === address).map(([each]) => each);
      const [oldest] = neighbours.length > limits.socketsWaitingPerAddress ? neighbours : waiting.keys();
      const full = neighbours.length > limits.socketsWaitingPerAddress || waiting.size > limits.socketsWaiting;
      if (full && oldest) sendAway(oldest);
    },
    /** It has signed in. */
    leave: (socket: WebSocket): void => void waiting.delete(socket),
  };
}

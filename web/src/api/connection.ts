import { create } from 'zustand';

/** Whether the live connection to the server stands. `idle`: nothing wants one. */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'offline';

/** What the interface shows about the live connection. Written by the socket alone. */
export const useConnection = create<{ state: ConnectionState }>(() => ({ state: 'idle' }));

const setConnection = (state: ConnectionState): void => {
  if (useConnection.getState().state !== state) useConnection.setState({ state });
};

/** What happens to the connection. Once lost it stays `offline` until it stands again or nobody wants it any more. */
export const connectionEvents = {
  opening: (): void => {
    if (useConnection.getState().state !== 'offline') setConnection('connecting');
  },
  opened: (): void => setConnection('live'),
  closed: (): void => {
    if (useConnection.getState().state !== 'offline') setConnection('idle');
  },
  lost: (): void => setConnection('offline'),
  unwanted: (): void => {
    if (useConnection.getState().state === 'offline') setConnection('idle');
  },
};

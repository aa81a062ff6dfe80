import { create } from 'zustand';

/** Whether the live connection to the server stands. `idle`: nothing wants one. */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'offline';

/** What the interface shows about the live connection. Written by the socket alone. */
export const useConnection = create<{ state: ConnectionState }>(() => ({ state: 'idle' }));

export const setConnection = (state: ConnectionState): void => {
  if (useConnection.getState().state !== state) useConnection.setState({ state });
};

import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { signUpWithKey } from '../../support/api';

/** Where the API is and the one header a program needs. */
export interface Access {
  url: string;
  headers: { authorization: string };
}

/** A new account's API key for the stack under test. */
export async function connect(): Promise<Access> {
  const origin = process.env.MUSTER_E2E_URL ?? '';
  const secret = await signUpWithKey(origin);
  return { url: `${origin}/graphql`, headers: { authorization: `Bearer ${secret}` } };
}

/** A WebSocket client that signs in by `connection_init`, for the libraries that leave subscriptions to graphql-ws. */
export const openSocket = ({ url, headers }: Access): Client =>
  createClient({ url: url.replace(/^http/, 'ws'), webSocketImpl: WebSocket, connectionParams: headers });

import { createServer } from 'node:net';
import { StartError } from './settings';

/** Whether nobody listens on `port` of this machine, on any address. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** @throws StartError naming the port and the variable to change, when somebody listens there already */
export async function requireFreePort(port: number, variable: string, what: string): Promise<void> {
  if (await isPortFree(port)) return;
  throw new StartError(
    `Port ${port} for ${what} is in use. Stop what listens there, or choose another: ${variable}=${port + 10} npm start`,
  );
}

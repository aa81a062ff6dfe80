import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** What the start script itself needs from the environment; the server reads and checks the rest. */
export interface Settings {
  /** Port of the web app, the one people open. */
  webPort: number;
  /** Address the web app listens on. */
  webHost: string;
  /** The address people open, when it is set. */
  publicUrl: string | null;
  /** Port of the API server. */
  apiPort: number;
  /** Folder of everything that is kept. */
  dataFolder: string;
  /** A Postgres elsewhere; null for the embedded one. */
  databaseUrl: string | null;
}

/** Something the person who starts Muster can put right; shown without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** Adds what `.env` in the project's folder says; what is set already wins. */
export function loadEnvFile(path = '.env'): void {
  if (existsSync(path)) process.loadEnvFile(path);
}

/** @throws StartError naming the variable that is wrong */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const webPort = readPort(env, 'PORT', 3000);
  const apiPort = readPort(env, 'API_PORT', 4000);
  if (webPort === apiPort) {
    throw new StartError(`PORT and API_PORT are both ${webPort}; the web app and the server need a port each.`);
  }
  return {
    webPort,
    webHost: env.MUSTER_HOST || 'localhost',
    publicUrl: env.MUSTER_URL || null,
    apiPort,
    dataFolder: resolve(env.MUSTER_DATA || '.muster'),
    databaseUrl: env.DATABASE_URL || null,
  };
}

function readPort(env: Readonly<Record<string, string | undefined>>, name: string, otherwise: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartError(`${name} is not a port: use a number from 1 to 65535, such as ${otherwise}.`);
  }
  return port;
}

/** What is not set up yet and what it would give, one line each; empty when nothing is worth saying. */
export function missingParts(env: Readonly<Record<string, string | undefined>>): string[] {
  const lines: string[] = [];
  if (!env.OPENAI_API_KEY && !env.OPENAI_BASE_URL) {
    lines.push(
      'No model provider is set up: agents use the offline demonstration model, whose words are made up.',
      'For real models set OPENAI_API_KEY, or OPENAI_BASE_URL for any OpenAI-compatible server such as Ollama.',
    );
  }
  return lines;
}

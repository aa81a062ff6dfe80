import { resolve } from 'node:path';
import type { ModelPrices } from '@muster/schema';
import { type Environment, environment, remedies } from './environment';
import { isLoopback } from './exposure';
import { Secret } from './secret';
import { keptSessionSecret } from './session-secret';

/** All that can be set from outside, parsed. Built once at start and handed down; nothing else reads the environment. */
export interface Config {
  /** Where people open Muster, without a trailing slash. Cookies, links and the origin check go by it. */
  publicUrl: string;
  /** Origins whose pages may use a person's session. */
  allowedOrigins: readonly string[];
  /** Address the server listens on. People reach it through the web app. */
  apiHost: string;
  /** `open`: anyone may create an account. `invite`: only people with an invitation, and whoever comes first. */
  signUp: 'open' | 'invite';
  apiPort: number;
  dataFolder: string;
  sessionSecret: Secret;
  engine: 'embedded' | 'inngest';
  /** Who may read the schema from the API. */
  introspection: 'everyone' | 'signed-in' | 'nobody';
  /** Addresses whose `x-forwarded-for` is believed: this machine, where the web app is, and the operator's proxies. */
  trustedProxies: readonly string[];
  logLevel: Environment['MUSTER_LOG_LEVEL'];
  rates: { apiPerMinute: number; authPerMinute: number; signInPerFiveMinutes: number };
  /** What one workspace may have at most. */
  quotas: { runs: number; workflows: number; apiKeys: number; storedBytes: number };
  recheckSeconds: number;
  shutdownSeconds: number;
  /** Absent: the embedded Postgres of the data folder. */
  databaseUrl: Secret | undefined;
  redisUrl: Secret | undefined;
  /** Absent: no mail is sent; links are handed over by people. */
  mail: { smtpUrl: Secret; from: string } | undefined;
  openai: { apiKey: Secret | undefined; baseUrl: string | undefined };
  models: {
    /** Names that replace the defaults of a tier. */
    tiers: { strong: string | undefined; standard: string | undefined; fast: string | undefined };
    /** Prices besides those of the catalogue. */
    prices: ModelPrices;
    /** Pause between two words of the demonstration model. */
    offlineWordDelayMs: number;
  };
  /** Only with `engine: 'inngest'`. */
  inngest: { baseUrl: string; serveUrl: string; eventKey: Secret; signingKey: Secret } | undefined;
}

const thisMachine = ['127.0.0.0/8', '::1/128'];

/** Everything that is wrong with the environment, at once, each with the way to put it right. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration is not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** @throws ConfigError */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.keys(environment.shape)
      .filter((name) => env[name] !== undefined && env[name] !== '')
      .map((name) => [name, env[name]]),
  );
  const parsed = environment.safeParse(given);
  const problems = parsed.success ? contradictions(parsed.data) : parsed.error.issues.map(describe);
  if (!parsed.success || problems.length > 0) throw new ConfigError([...new Set(problems)]);
  return toConfig(parsed.data);
}

/** The value is never repeated: it may be a secret in the wrong place. */
function describe(issue: { path: readonly PropertyKey[] }): string {
  const name = String(issue.path[0]) as keyof Environment;
  return `${name} is not of the right form: ${remedies[name]}.`;
}

function contradictions(env: Environment): string[] {
  const problems: string[] = [];
  if (env.PORT === env.API_PORT && env.PORT !== 0)
    problems.push(`PORT and API_PORT are both ${env.PORT}: give the web app and the server a port each.`);
  if (env.MUSTER_SMTP_URL && !env.MUSTER_MAIL_FROM)
    problems.push(`MUSTER_MAIL_FROM is missing with MUSTER_SMTP_URL: ${remedies.MUSTER_MAIL_FROM}.`);
  if (env.MUSTER_ENGINE !== 'inngest') return problems;
  if (env.NODE_ENV === 'production' && isDev(env))
    problems.push(`INNGEST_DEV turns off signatures and is set with NODE_ENV=production: ${remedies.INNGEST_DEV}.`);
  for (const name of ['INNGEST_BASE_URL', 'INNGEST_SIGNING_KEY', 'INNGEST_EVENT_KEY'] as const)
    if (!env[name]) problems.push(`${name} is missing with MUSTER_ENGINE=inngest: ${remedies[name]}.`);
  return problems;
}

const isDev = (env: Environment): boolean => env.INNGEST_DEV !== undefined && !/^(0|false)$/.test(env.INNGEST_DEV);
const secret = (value: string | undefined): Secret | undefined => (value === undefined ? undefined : new Secret(value));

function toConfig(env: Environment): Config {
  const dataFolder = resolve(env.MUSTER_DATA);
  const local = [`http://localhost:${env.PORT}`, `http://127.0.0.1:${env.PORT}`];
  const publicUrl = env.MUSTER_URL ? new URL(env.MUSTER_URL).origin : (local[0] ?? '');
  return {
    publicUrl,
    allowedOrigins: env.MUSTER_URL ? [publicUrl] : local,
    apiHost: env.API_HOST,
    signUp: env.MUSTER_SIGN_UP ?? (isExposed(env) ? 'invite' : 'open'),
    apiPort: env.API_PORT,
    dataFolder,
    sessionSecret: env.MUSTER_SECRET ? new Secret(env.MUSTER_SECRET) : keptSessionSecret(dataFolder),
    engine: env.MUSTER_ENGINE,
    introspection: introspectionOf(env.MUSTER_INTROSPECTION),
    trustedProxies: [...thisMachine, ...env.MUSTER_TRUST_PROXY],
    logLevel: env.MUSTER_LOG_LEVEL,
    rates: {
      apiPerMinute: env.MUSTER_RATE_API,
      authPerMinute: env.MUSTER_RATE_AUTH,
      signInPerFiveMinutes: env.MUSTER_RATE_SIGN_IN,
    },
    quotas: {
      runs: env.MUSTER_QUOTA_RUNS,
      workflows: env.MUSTER_QUOTA_WORKFLOWS,
      apiKeys: env.MUSTER_QUOTA_API_KEYS,
      storedBytes: env.MUSTER_QUOTA_STORED_MB * 1_000_000,
    },
    recheckSeconds: env.MUSTER_RECHECK_SECONDS,
    shutdownSeconds: env.MUSTER_SHUTDOWN_SECONDS,
    databaseUrl: urlSecret(env.DATABASE_URL),
    redisUrl: urlSecret(env.REDIS_URL),
    mail: mailOf(env),
    openai: { apiKey: secret(env.OPENAI_API_KEY), baseUrl: env.OPENAI_BASE_URL },
    models: {
      tiers: { strong: env.MUSTER_MODEL_STRONG, standard: env.MUSTER_MODEL_STANDARD, fast: env.MUSTER_MODEL_FAST },
      prices: env.MUSTER_MODEL_PRICES,
      offlineWordDelayMs: env.MUSTER_OFFLINE_DELAY_MS,
    },
    inngest: inngestOf(env),
  };
}

const introspectionOf = (flag: boolean | undefined): Config['introspection'] =>
  flag === undefined ? 'signed-in' : flag ? 'everyone' : 'nobody';

/** Whether anyone but the people at this machine can reach the installation. */
function isExposed({ MUSTER_HOST, API_HOST, MUSTER_URL }: Environment): boolean {
  const hosts = [MUSTER_HOST, API_HOST, ...(MUSTER_URL ? [new URL(MUSTER_URL).hostname] : [])];
  return !hosts.every(isLoopback);
}

function mailOf({ MUSTER_SMTP_URL, MUSTER_MAIL_FROM: from }: Environment): Config['mail'] {
  const smtpUrl = urlSecret(MUSTER_SMTP_URL);
  return smtpUrl && from ? { smtpUrl, from } : undefined;
}

function inngestOf(env: Environment): Config['inngest'] {
  const { INNGEST_BASE_URL: baseUrl, INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey } = env;
  if (env.MUSTER_ENGINE !== 'inngest' || !baseUrl || !eventKey || !signingKey) return undefined;
  const serveUrl = env.INNGEST_SERVE_URL ?? `http://localhost:${env.API_PORT}/api/inngest`;
  return { baseUrl, serveUrl, eventKey: new Secret(eventKey), signingKey: new Secret(signingKey) };
}

/** Drivers repeat the password without the rest of the address: both are secret. */
function urlSecret(url: string | undefined): Secret | undefined {
  const password = url ? new URL(url).password : '';
  if (password) {
    new Secret(password);
    new Secret(decodeURIComponent(password));
  }
  return secret(url);
}

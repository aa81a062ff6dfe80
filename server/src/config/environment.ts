import { modelPriceList } from '@muster/schema';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const count = z.coerce.number().int().min(1);
const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true');
const url = (protocols: RegExp) => z.url({ protocol: protocols });

/**
 * Every environment variable the server reads, its form, its default and what to write instead when it is wrong. An
 * empty value counts as absent, as in an `.env` file.
 */
export const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: port.default(3000),
  API_PORT: port.default(4000),
  MUSTER_HOST: z.string().default('localhost'),
  API_HOST: z.string().default('localhost'),
  MUSTER_URL: url(/^https?$/).optional(),
  MUSTER_DATA: z.string().default('.muster'),
  MUSTER_SECRET: z.string().min(32).optional(),
  MUSTER_SIGN_UP: z.enum(['open', 'invite']).optional(),
  MUSTER_ENGINE: z.enum(['embedded', 'inngest']).default('embedded'),
  MUSTER_INTROSPECTION: flag.optional(),
  MUSTER_TRUST_PROXY: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    )
    .refine((list) => list.every((entry) => ipaddr.isValidCIDR(entry) || ipaddr.isValid(entry))),
  MUSTER_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  MUSTER_RATE_API: count.default(6000),
  MUSTER_RATE_AUTH: count.default(300),
  MUSTER_RATE_SIGN_IN: count.default(20),
  MUSTER_QUOTA_RUNS: count.default(1000),
  MUSTER_QUOTA_WORKFLOWS: count.default(1000),
  MUSTER_QUOTA_API_KEYS: count.default(100),
  MUSTER_QUOTA_STORED_MB: count.default(10_000),
  MUSTER_RECHECK_SECONDS: z.coerce.number().min(0.1).max(60).default(10),
  MUSTER_SHUTDOWN_SECONDS: z.coerce.number().min(0).max(300).default(10),
  DATABASE_URL: url(/^postgres(ql)?$/).optional(),
  REDIS_URL: url(/^rediss?$/).optional(),
  MUSTER_SMTP_URL: url(/^smtps?$/).optional(),
  MUSTER_MAIL_FROM: z
    .string()
    .max(320)
    .regex(/^(?:[^<>\p{C}]*<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/u)
    .optional(),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_BASE_URL: url(/^https?$/).optional(),
  MUSTER_MODEL_STRONG: z.string().min(1).max(200).optional(),
  MUSTER_MODEL_STANDARD: z.string().min(1).max(200).optional(),
  MUSTER_MODEL_FAST: z.string().min(1).max(200).optional(),
  MUSTER_MODEL_PRICES: z
    .string()
    .max(100_000)
    .default('{}')
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(modelPriceList),
  MUSTER_OFFLINE_DELAY_MS: z.coerce.number().min(0).max(1_000).default(25),
  INNGEST_BASE_URL: url(/^https?$/).optional(),
  INNGEST_SERVE_URL: url(/^https?$/).optional(),
  INNGEST_EVENT_KEY: z.string().min(1).optional(),
  INNGEST_SIGNING_KEY: z.string().min(1).optional(),
  INNGEST_DEV: z.string().optional(),
});
export type Environment = z.infer<typeof environment>;

/** How to put each variable right, in the words the person who starts the server reads. */
export const remedies: Record<keyof Environment, string> = {
  NODE_ENV: 'use development, test or production',
  PORT: 'use a port number such as 3000; the web app answers there',
  API_PORT: 'use a port number such as 4000; the server answers there',
  MUSTER_HOST: 'use the address the web app listens on, such as localhost or 0.0.0.0',
  API_HOST: 'use the address the server behind the web app listens on, such as localhost or 0.0.0.0',
  MUSTER_URL: 'use the address people open, such as https://muster.example.com',
  MUSTER_DATA: 'use a folder the server may write to',
  MUSTER_SECRET: 'use at least 32 random characters (`openssl rand -base64 32`), or leave it out: one is made and kept',
  MUSTER_SIGN_UP:
    'use open (anyone who reaches Muster may create an account) or invite (only people with an invitation)',
  MUSTER_ENGINE: 'use embedded (the default) or inngest',
  MUSTER_INTROSPECTION:
    'use 1 to show the GraphQL schema to anyone, 0 to hide it; left out, callers who are signed in may read it',
  MUSTER_TRUST_PROXY: 'use the addresses of the proxies in front of Muster, such as 10.0.0.0/8,127.0.0.1',
  MUSTER_LOG_LEVEL: 'use fatal, error, warn, info, debug, trace or silent',
  MUSTER_RATE_API: 'use the number of GraphQL operations one caller may send in a minute',
  MUSTER_RATE_AUTH: 'use the number of /api/auth requests one address may send in a minute',
  MUSTER_RATE_SIGN_IN: 'use the number of sign-in attempts one account gets in five minutes',
  MUSTER_QUOTA_RUNS: 'use the number of runs of one workspace that may be queued or running',
  MUSTER_QUOTA_WORKFLOWS: 'use the number of workflows one workspace may have',
  MUSTER_QUOTA_API_KEYS: 'use the number of API keys one workspace may have',
  MUSTER_QUOTA_STORED_MB: 'use the megabytes of graphs and run data one workspace may store',
  MUSTER_RECHECK_SECONDS: 'use how often open WebSockets are checked, 0.1 to 60 seconds',
  MUSTER_SHUTDOWN_SECONDS: 'use how long running work may take to end at shutdown, 0 to 300 seconds',
  DATABASE_URL: 'use postgres://user:password@host:5432/name, or leave it out for the built-in Postgres',
  REDIS_URL: 'use redis://host:6379, or leave it out when there is only one server',
  MUSTER_SMTP_URL: 'use smtp://user:password@host:587 (or smtps://), or leave it out: then no mail is sent',
  MUSTER_MAIL_FROM: 'use the address mail comes from, such as Muster <muster@example.com>',
  OPENAI_API_KEY: 'use a key of the provider, or leave it out for the offline demonstration model',
  OPENAI_BASE_URL: 'use the address of an OpenAI-compatible API, such as http://localhost:11434/v1',
  MUSTER_MODEL_STRONG: 'use the name of the model for roles that need the strongest, such as gpt-5',
  MUSTER_MODEL_STANDARD: 'use the name of the model for most roles, such as gpt-5-mini',
  MUSTER_MODEL_FAST: 'use the name of the model for quick decisions, such as gpt-5-nano',
  MUSTER_MODEL_PRICES:
    'use JSON such as {"llama3.1": {"inputPerMillionUsd": 0.2, "outputPerMillionUsd": 0.6}}, in US dollars for a million tokens',
  MUSTER_OFFLINE_DELAY_MS: 'use the pause between two words of the demonstration model, 0 to 1000 milliseconds',
  INNGEST_BASE_URL: 'use the address of the Inngest server, such as http://localhost:8288',
  INNGEST_SERVE_URL:
    'use the address at which the Inngest server reaches this one, such as http://muster:4000/api/inngest',
  INNGEST_EVENT_KEY: 'use the event key of the Inngest environment',
  INNGEST_SIGNING_KEY: 'use the signing key of the Inngest environment',
  INNGEST_DEV: 'leave it out in production',
};

import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { connect } from './connect';

const folder = fileURLToPath(new URL('../../', import.meta.url));
const generated = (name: string) => rm(`${folder}/generated/${name}`, { recursive: true, force: true });

/** Runs a program as a reader of the guide would, with the key in its environment. */
async function run(access: object, command: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, ACCESS: JSON.stringify(access) };
  const { stdout } = await promisify(execFile)('npx', ['--no-install', command, ...args], { cwd: folder, env });
  return stdout.trimEnd();
}

const programs = 'clients/libraries/programs';

test('genql generates a client from the server, and its program runs the guide', async () => {
  const access = await connect();
  await generated('genql');
  await run(
    access,
    'genql',
    ...['--endpoint', access.url, '--output', 'generated/genql'],
    ...['--header', `authorization: ${access.headers.authorization}`],
  );
  expect(await run(access, 'tsx', '--tsconfig', `${programs}/tsconfig.json`, `${programs}/genql.ts`)).toBe('SUCCEEDED');
});

test('GraphQL Code Generator types the guide from the server, and the typed program runs', async () => {
  const access = await connect();
  await generated('codegen');
  await run(access, 'graphql-codegen', '--config', `${programs}/codegen.config.ts`);
  expect(await run(access, 'tsx', '--tsconfig', `${programs}/tsconfig.json`, `${programs}/codegen.ts`)).toBe(
    'SUCCEEDED',
  );
});

test('both programs compile against what was generated', async () => {
  expect(await run({}, 'tsc', '-p', programs)).toBe('');
});

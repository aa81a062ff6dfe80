import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import {
  addIntegrity,
  completeLock,
  findMissing,
  findUnverified,
  type LockFile,
  type UnverifiedEntry,
} from './lock/complete-lock';

/** `npm run lock`: run after every `npm install` that changed package-lock.json; see lock/complete-lock.ts. */
const path = 'package-lock.json';
const execute = promisify(execFile);

/** Asks the registry for the checksum of one version. */
async function integrityOf({ name, version }: UnverifiedEntry): Promise<string> {
  const { stdout } = await execute('npm', ['view', `${name}@${version}`, 'dist.integrity']);
  const integrity = stdout.trim();
  if (!/^sha\d+-/.test(integrity)) throw new Error(`The registry has no checksum for ${name}@${version}.`);
  return integrity;
}

const lock = JSON.parse(await readFile(path, 'utf8')) as LockFile;
const missing = findMissing(lock);
const complete = missing.length > 0 ? completeLock(lock) : lock;
const unverified = findUnverified(complete);
const verified = await addIntegrity(complete, integrityOf);
if (missing.length + unverified.length > 0) await writeFile(path, `${JSON.stringify(verified, null, 2)}\n`);
console.log(`${path}: ${missing.length} entries and ${unverified.length} checksums added.`);

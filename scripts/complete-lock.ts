import { readFile, writeFile } from 'node:fs/promises';
import { completeLock, findMissing, type LockFile } from './lock/complete-lock';

/** `npm run lock`: run after every `npm install` that changed package-lock.json; see lock/complete-lock.ts. */
const path = 'package-lock.json';
const lock = JSON.parse(await readFile(path, 'utf8')) as LockFile;
const missing = findMissing(lock);
if (missing.length > 0) await writeFile(path, `${JSON.stringify(completeLock(lock), null, 2)}\n`);
console.log(`${missing.length} entries added to ${path}.`);

import { execFile, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** The tests need a program that is not here and may not be installed from here; the message says what to do. */
export class MissingProgram extends Error {
  override readonly name = 'MissingProgram';
}

/** Sees to it that Chromium and redis-server are there, installing them where that is allowed. */
export async function ensurePrograms(): Promise<void> {
  const wanted: string[] = [];
  if (!(await hasChromium())) wanted.push('chromium');
  if (!(await isInPath('redis-server'))) wanted.push('redis-server');
  if (wanted.length === 0) return;
  console.log(`Installing ${wanted.join(' and ')} for the tests …`);
  if (await isDebian()) await installWithApt(wanted);
  else await installElsewhere(wanted);
}

async function installWithApt(packages: readonly string[]): Promise<void> {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
  const done =
    (await show([...apt, 'update'])) && (await show([...apt, 'install', '-y', '--no-install-recommends', ...packages]));
  if (!done) throw new MissingProgram(`Please install what the tests need: sudo apt install ${packages.join(' ')}`);
}

async function installElsewhere(packages: readonly string[]): Promise<void> {
  for (const name of packages) {
    const command = name === 'chromium' ? ['playwright', 'install', 'chromium'] : ['brew', 'install', 'redis'];
    const advice = name === 'chromium' ? 'npx playwright install chromium' : 'install Redis (redis-server in PATH)';
    if (!(await show(command))) throw new MissingProgram(`Please install what the tests need: ${advice}`);
  }
}

async function hasChromium(): Promise<boolean> {
  for (const path of ['/usr/bin/chromium', '/usr/bin/chromium-browser']) if (await isExecutable(path)) return true;
  const { chromium } = await import('@playwright/test');
  return isExecutable(chromium.executablePath());
}

async function isInPath(name: string): Promise<boolean> {
  // Debian keeps servers in sbin, which a plain user's PATH may lack.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/bin'];
  for (const folder of folders) if (await isExecutable(join(folder, name))) return true;
  return false;
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Debian itself: what Ubuntu calls `chromium` is not a program but a way to another store. */
async function isDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const hasApt = await promisify(execFile)('apt-get', ['--version']).then(
    () => true,
    () => false,
  );
  return /^ID=debian$/m.test(release) && hasApt;
}

function show([command = '', ...args]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

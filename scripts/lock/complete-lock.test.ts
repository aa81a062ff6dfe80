import { expect, test } from 'vitest';
import { addIntegrity, completeLock, findMissing, findUnverified, type LockFile, platformOf } from './complete-lock';

const lock: LockFile = {
  packages: {
    '': {},
    'node_modules/tool': {
      version: '1.0.0',
      dev: true,
      optionalDependencies: { '@tool/linux-x64': '1.0.0', '@tool/darwin-arm64': '1.0.0', ranged: '^2.0.0' },
    },
    'node_modules/@tool/linux-x64': { version: '1.0.0', optional: true },
  },
};

test('an optional package the lock file lacks is found and added with its platform', () => {
  expect(findMissing(lock).map(({ name }) => name)).toEqual(['@tool/darwin-arm64']);
  const complete = completeLock(lock);
  expect(complete.packages['node_modules/@tool/darwin-arm64']).toEqual({
    version: '1.0.0',
    cpu: ['arm64'],
    os: ['darwin'],
    dev: true,
    optional: true,
  });
  expect(findMissing(complete)).toEqual([]);
});

test('a package nested in another is found where Node would find it', () => {
  const nested: LockFile = {
    packages: {
      'node_modules/a/node_modules/tool': { version: '1.0.0', optionalDependencies: { '@tool/linux-x64': '1.0.0' } },
      'node_modules/a/node_modules/@tool/linux-x64': { version: '1.0.0' },
    },
  };
  expect(findMissing(nested)).toEqual([]);
});

test.each([
  ['@oxc-parser/binding-linux-arm-musleabihf', { cpu: ['arm'], libc: ['musl'], os: ['linux'] }],
  ['@turbo/windows-64', { cpu: ['x64'], os: ['win32'] }],
  ['@biomejs/cli-darwin-arm64', { cpu: ['arm64'], os: ['darwin'] }],
  ['@tailwindcss/oxide-wasm32-wasi', { cpu: ['wasm32'] }],
])('the platform of %s is in its name', (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});

test('a name that says no platform is refused rather than guessed', () => {
  expect(() => platformOf('left-pad')).toThrow('Cannot tell the platform');
});

test('S8 an entry without a checksum is found and completed; links and the root need none', async () => {
  const partial: LockFile = {
    packages: {
      '': { version: '1.0.0' },
      web: { version: '1.0.0' },
      'node_modules/@muster/web': { link: true },
      'node_modules/sound': { version: '1.0.0', integrity: 'sha512-known' },
      'node_modules/a/node_modules/@tool/linux-x64': { version: '2.0.0', optional: true },
    },
  };
  expect(findUnverified(partial)).toEqual([
    { path: 'node_modules/a/node_modules/@tool/linux-x64', name: '@tool/linux-x64', version: '2.0.0' },
  ]);
  const verified = await addIntegrity(partial, async ({ name, version }) => `sha512-${name}@${version}`);
  expect(findUnverified(verified)).toEqual([]);
  expect(verified.packages['node_modules/a/node_modules/@tool/linux-x64']).toEqual({
    version: '2.0.0',
    integrity: 'sha512-@tool/linux-x64@2.0.0',
    optional: true,
  });
});

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkDependencies } from './dependencies';

let root: string;
afterEach(() => rm(root, { recursive: true, force: true }));

/** What the check says of a repository with these files, our own packages linked as npm links them. */
async function problemsOf(files: Record<string, string>): Promise<string> {
  root = await mkdtemp(join(tmpdir(), 'muster-check-'));
  const packages = Object.fromEntries(
    ['schema', 'nodes', 'prisma'].flatMap((name) => [
      [`${name}/package.json`, JSON.stringify({ name: `@muster/${name}`, exports: { '.': './src/index.ts' } })],
      [`${name}/src/index.ts`, 'export const x = 1;'],
    ]),
  );
  for (const [path, text] of Object.entries({ ...packages, ...files })) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await mkdir(join(root, 'node_modules/@muster'), { recursive: true });
  for (const name of ['schema', 'nodes', 'prisma'])
    await symlink(join(root, name), join(root, 'node_modules/@muster', name));
  const folders = ['schema', 'nodes', 'prisma', ...Object.keys(files).map((path) => path.split('/')[0] ?? '')];
  const { problems } = await checkDependencies(root, [...new Set(folders)]);
  return problems.join('\n');
}

const x = 'export const x = 1;';

test.each([
  ['schema/src/a.ts', `import { x } from '@muster/nodes';`, {}, 'schema may import nothing of ours'],
  ['nodes/src/a.ts', `import type { x } from '@muster/prisma';`, {}, 'only *.repository.ts use Prisma'],
  [
    'server/src/compiler/a.ts',
    `import { x } from '../runtime/engine';`,
    { 'server/src/runtime/engine.ts': x },
    'compiler may import schema, nodes',
  ],
  [
    'server/src/runtime/a.ts',
    `import { x } from '../agents/loop';`,
    { 'server/src/agents/loop.ts': x },
    'runtime may import schema',
  ],
  [
    'server/src/runtime/a.ts',
    `export { x } from '../gateway/gateway';`,
    { 'server/src/gateway/gateway.ts': x },
    'runtime may import schema',
  ],
  [
    'server/src/modules/run/a.ts',
    `import { x } from '../../gateway/gateway';`,
    { 'server/src/gateway/gateway.ts': x },
    'modules may import schema',
  ],
  ['server/src/agents/a.ts', `const x = await ${'import'}('openai/resources');`, {}, 'knows a model SDK'],
  ['server/src/runtime/engines/embedded/a.ts', `import { Inngest } from "inngest";`, {}, 'knows Inngest'],
  ['server/src/modules/run/run.service.ts', `import { x } from '@muster/prisma';`, {}, 'only *.repository.ts'],
  [
    'server/src/modules/run/run.resolver.ts',
    `import { x } from './run.repository';`,
    { 'server/src/modules/run/run.repository.ts': x },
    'resolvers call services',
  ],
  [
    'server/src/agents/a.ts',
    `import { x } from '../runtime/step-tools';`,
    { 'server/src/runtime/step-tools.ts': x },
    'server/src/runtime/index.ts is the only door',
  ],
  ['web/src/a.tsx', `import { x } from '@muster/nodes';`, {}, 'web may import schema'],
  ['server/src/a.ts', `import { x } from '../../schema/src/index';`, {}, 'by its package name'],
  [
    'server/src/a.ts',
    `import type { x } from './b';`,
    { 'server/src/b.ts': `import './a';` },
    'files import each other',
  ],
  [
    'server/src/one/a.ts',
    `import { x } from '../two/b';`,
    { 'server/src/two/b.ts': x, 'server/src/two/c.ts': `import '../one/d';`, 'server/src/one/d.ts': x },
    'folders import each other',
  ],
] as const)('%s with %s is refused', async (path, text, others, why) => {
  expect(await problemsOf({ ...others, [path]: text })).toContain(why);
});

test('what the rules allow passes', async () => {
  const index = { 'server/src/runtime/index.ts': x, 'server/src/modules/run/run.repository.ts': x };
  const problems = await problemsOf({
    ...index,
    'nodes/src/a.ts': `import { x } from '@muster/schema';`,
    'server/src/modules/flow/flow.repository.ts': `import type { x } from '@muster/prisma';`,
    'server/src/modules/run/run.resolver.ts': `import type { x } from './run.repository';`,
    'server/src/modules/run/run.test.ts': `import { x } from '@muster/prisma';`,
    'server/src/runtime/engines/inngest/a.ts': `import { Inngest } from 'inngest';`,
    'server/src/agents/a.ts': `import { x } from '../runtime/index';`,
    'server/src/main.ts': `import { x } from '@muster/prisma';`,
    'web/src/a.tsx': `import { x } from '@muster/schema';\nexport const b = <p>{x}</p>;`,
    'schema/src/a.ts': `// import { x } from '@muster/nodes';\nconst url = "https://example.com";`,
  });
  expect(problems).toBe('');
});

import { expect, test } from 'vitest';
import { findViolations } from './boundaries';

const violations = (path: string, text: string) => findViolations([{ path, text }]);

test.each([
  ['schema/src/a.ts', `import { x } from '@muster/nodes';`, 'schema may import nothing of ours'],
  ['nodes/src/a.ts', `import type { Database } from '@muster/prisma';`, 'only *.repository.ts use Prisma'],
  ['server/src/compiler/a.ts', `import { x } from '../runtime/engine';`, 'compiler may import schema, nodes'],
  ['server/src/runtime/a.ts', `import { x } from '../agents/loop';`, 'not agents'],
  ['server/src/runtime/a.ts', `export { x } from '../gateway/gateway';`, 'not server'],
  ['server/src/agents/a.ts', `const x = await ${'import'}('openai/resources');`, 'only server/src/agents/providers/'],
  ['server/src/runtime/engines/embedded/a.ts', `import { Inngest } from "inngest";`, 'knows Inngest'],
  ['server/src/modules/run/run.service.ts', `import { Prisma } from '@muster/prisma';`, 'only *.repository.ts'],
  ['server/src/modules/run/run.resolver.ts', `import { x } from './run.repository';`, 'resolvers call services'],
  ['web/src/a.tsx', `import { x } from '@muster/nodes';`, 'web may import schema'],
  ['server/src/a.ts', `import { x } from '../../schema/src/ids';`, 'by its package name'],
  ['web/src/a.tsx', `import {\n  a,\n  b,\n} from '../../server/src/a';`, 'not server'],
])('%s with %s is refused', (path, text, why) => {
  expect(violations(path, text).join('\n')).toContain(why);
});

test.each([
  ['nodes/src/a.ts', `import { x } from '@muster/schema';`],
  ['server/src/modules/run/run.repository.ts', `import type { Database } from '@muster/prisma';`],
  ['server/src/modules/run/run.resolver.ts', `import type { RunRow } from './run.repository';`],
  ['server/src/modules/run/run.test.ts', `import { testDatabase } from '@muster/prisma/testing';`],
  ['server/src/runtime/engines/inngest/a.ts', `import { Inngest } from 'inngest';`],
  ['server/src/agents/a.ts', `import { x } from '../runtime/index';`],
  ['server/src/main.ts', `import { createDatabase } from '@muster/prisma';`],
  ['web/src/a.tsx', `import { Foo } from '@muster/schema/operations';`],
  ['schema/src/a.ts', `// import { x } from '@muster/nodes';\nconst url = "https://example.com";`],
  ['schema/src/a.ts', `/* import { x } from '@muster/nodes'; */`],
])('%s with %s is allowed', (path, text) => {
  expect(violations(path, text)).toEqual([]);
});

test('the line is that of the module named', () => {
  expect(violations('web/src/a.tsx', `const a = 1;\nimport {\n  b,\n} from '@muster/nodes';`)[0]).toMatch(
    /^web\/src\/a\.tsx:4 /,
  );
});

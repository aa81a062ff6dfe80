import { type GeneratedChange, readName } from '../change';

/** An operation of the plan and how it is executed: `npm run new -- operation delay`. */
export function newOperation(given: string): GeneratedChange {
  const { camel: kind, kebab } = readName(given, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'delay');
  return {
    files: [
      {
        path: `nodes/src/operations/${kebab}.ts`,
        text: `import { defineOperation } from './define-operation';

/** TODO: what it does, in one sentence. */
export const ${kind}Operation = defineOperation({
  kind: '${kind}',
  shape: {},
  facts: () => ({ fuse: 'never' }),
});
`,
      },
      {
        path: `server/src/runtime/operations/${kebab}.ts`,
        text: `import type { OperationOf } from '@muster/nodes';
import { UnexpectedError } from '@muster/schema';
import type { Executor } from './executor';

/** TODO: what it emits, and on which port. */
export const ${kind}Executor: Executor<OperationOf<'${kind}'>> = {
  execute: async () => {
    throw new UnexpectedError('TODO: ${kind} does nothing yet');
  },
};
`,
      },
      {
        path: `server/src/runtime/operations/${kebab}.test.ts`,
        text: `import { expect, it } from 'vitest';
import type { Attempt } from './executor';
import { ${kind}Executor } from './${kebab}';

it('${kind} emits something', async () => {
  const attempt = { operation: { kind: '${kind}' }, input: { a: 1 }, attempt: 1 } as Partial<Attempt> as never;
  await expect(${kind}Executor?.execute?.(attempt)).resolves.toMatchObject({ ports: ['out'] });
});
`,
      },
    ],
    lines: [
      {
        path: 'nodes/src/operations/table.ts',
        list: 'const operations = [',
        entry: `${kind}Operation,`,
        imports: [`import { ${kind}Operation } from './${kebab}';`],
      },
      {
        path: 'server/src/runtime/operations/table.ts',
        list: 'export const executors: Executors = {',
        entry: `${kind}: ${kind}Executor,`,
        imports: [`import { ${kind}Executor } from './${kebab}';`],
      },
    ],
    next: [
      `Describe it in nodes/src/operations/${kebab}.ts and execute it in server/src/runtime/operations/${kebab}.ts.`,
      'Return it from lower of a node in the catalogue.',
      'npx vitest run nodes server/src/runtime/operations server/src/runtime/engines/simulated',
    ],
  };
}

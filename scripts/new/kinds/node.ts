import { type GeneratedChange, readName } from '../change';

/** A node of the catalogue with a `run` function: `npm run new -- node data.sort`. */
export function newNode(given: string): GeneratedChange {
  const { kebab, camel, title } = readName(given, /^[a-z][a-z0-9]*\.[a-z][a-z0-9-]*$/, 'data.sort');
  return {
    files: [
      {
        path: `nodes/src/catalogue/${kebab}.ts`,
        text: `import { UserError } from '@muster/schema';
import { z } from 'zod';
import { dynamicValue, wholeInput } from '../kit/config';
import { defineNode } from '../kit/define-node';
import { inPort, outPort } from '../kit/fields';

/** TODO: what it does, in one sentence. */
export const ${camel} = defineNode({
  type: '${given}',
  version: 1,
  title: '${title}',
  group: 'Data',
  doc: \`TODO: what it does, what it produces, and when it fails.\`,
  glyph: 'transform',
  kinds: ['pipeline'],
  effects: 'pure',
  config: z.strictObject({ value: dynamicValue }),
  defaults: { value: wholeInput },
  ports: { in: [inPort], out: [outPort], canFail: true },
  form: [{ key: 'value', label: 'Value', control: 'value', help: 'TODO: what happens to this value.' }],
  summary: ['{value}'],
  output: [{ from: 'value', key: 'value' }],
  examples: [
    {
      title: 'TODO: a case that people have',
      config: { value: wholeInput },
      input: { a: 1 },
      output: { a: 1 },
    },
  ],
  run: async () => {
    throw new UserError('INTERNAL', 'TODO: ${given} does nothing yet.');
  },
});
`,
      },
      {
        path: `nodes/src/catalogue/${kebab}.test.ts`,
        text: `import { expect, it } from 'vitest';
import { ${camel} } from './${kebab}';

it('${given} is written', () => {
  expect(JSON.stringify(${camel})).not.toContain('TODO');
  expect(String(${camel}.run)).not.toContain('TODO');
});
`,
      },
    ],
    lines: [
      {
        path: 'nodes/src/catalogue.ts',
        list: 'const newest = [',
        entry: `${camel},`,
        imports: [`import { ${camel} } from './catalogue/${kebab}';`],
      },
    ],
    next: [
      `Write nodes/src/catalogue/${kebab}.ts, and test what is special about it in ${kebab}.test.ts.`,
      'npx vitest run nodes, then npm run reference.',
    ],
  };
}

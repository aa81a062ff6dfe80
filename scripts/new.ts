import { runQuietly } from './check/command';
import { applyChange } from './new/apply-change';
import type { GeneratedChange } from './new/change';
import { newModule } from './new/kinds/module';
import { newNode } from './new/kinds/node';
import { newOperation } from './new/kinds/operation';
import { newRule } from './new/kinds/rule';

/** `npm run new -- node|rule|operation|module <name>`: the files, the lines in the lists, and a test that fails. */
const kinds: Readonly<Record<string, (name: string) => GeneratedChange>> = {
  node: newNode,
  rule: newRule,
  operation: newOperation,
  module: newModule,
};

const [kind = '', name = '', ...rest] = process.argv.slice(2);
const generate = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
if (!generate || name === '' || rest.length > 0) {
  console.error(`Usage: npm run new -- ${Object.keys(kinds).join('|')} <name>`);
  process.exit(1);
}
try {
  const change = generate(name);
  const paths = await applyChange('.', change);
  // Puts imports in order and breaks lines.
  await runQuietly('biome', 'check', '--write', ...paths.filter((path) => !path.endsWith('.md')));
  console.log([...paths.map((path) => `  ${path}`), '', 'Next:', ...change.next.map((step) => `- ${step}`)].join('\n'));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

import { cruise, type IConfiguration, type ICruiseResult, type IViolation } from 'dependency-cruiser';
import { folderRules, importRules, roots } from './dependency-rules';

/** What the dependency check found. */
export interface DependencyReport {
  modules: number;
  /** One line for each import that breaks a rule, and for each cycle. */
  problems: string[];
}

/** Reads every import under `root` and applies the rules of `dependency-rules.ts`. */
export async function checkDependencies(root = '.', folders: readonly string[] = roots): Promise<DependencyReport> {
  const imports = await analyse(root, folders, importRules);
  const withoutTests = await analyse(root, folders, folderRules);
  const problems = [...imports.summary.violations, ...withoutTests.summary.violations].map(describe);
  return { modules: imports.modules.length, problems: [...new Set(problems)].sort() };
}

async function analyse(root: string, folders: readonly string[], rules: IConfiguration): Promise<ICruiseResult> {
  const { forbidden = [], options } = rules;
  const { output } = await cruise([...folders], {
    ...options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden },
    outputType: 'json',
  });
  return JSON.parse(String(output)) as ICruiseResult;
}

const comments = new Map(
  [...(importRules.forbidden ?? []), ...(folderRules.forbidden ?? [])].map(({ name, comment }) => [name, comment]),
);

function describe({ from, to, cycle, rule }: IViolation): string {
  const path = cycle === undefined ? to : cycle.map(({ name }) => name).join(' → ');
  return `${from} → ${path}: ${comments.get(rule.name) ?? rule.name}`;
}

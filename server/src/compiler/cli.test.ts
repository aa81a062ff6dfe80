import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', here('./cli.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}

describe('the compile command', () => {
  it('prints every stage of a graph that compiles', () => {
    const { status, stdout } = run(here('./fixtures/squad-task/graph.json'));
    expect(status).toBe(0);
    for (const stage of ['Document', 'Diagnostics', 'Graph', 'Plan', 'Functions', 'Report']) {
      expect(stdout).toContain(`\n${stage}\n`);
    }
    expect(stdout).toContain('main  pipeline  on muster/run.requested  4 retries  cancelled on muster/run.cancelled');
  });

  it('prints what is wrong, and exits with 1', () => {
    const { status, stdout } = run(here('./fixtures/error.cycle/graph.json'));
    expect(status).toBe(1);
    expect(stdout).toContain('error   CYCLE');
    expect(stdout).not.toContain('\nPlan\n');
  });

  it('prints one JSON value when asked to', () => {
    const { stdout } = run(here('./fixtures/linear-three/graph.json'), '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [],
      plan: { planVersion: 1 },
      functions: [{ id: 'main' }],
    });
  });

  it('exits with 2, and says why, when there is nothing to read', () => {
    expect(run('no-such-file.json')).toMatchObject({ status: 2, stderr: expect.stringContaining('Cannot read') });
    expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining('npm run compile') });
  });
});

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { repository } from './process';

/** Runs the operator's command beside the stack, as it is typed; returns the link it prints. */
export async function printResetLink(origin: string, email: string): Promise<string> {
  const data = process.env.MUSTER_E2E_DATA;
  if (!data) throw new Error('Set MUSTER_E2E_DATA to the data folder of the running stack, as serve.ts prints it.');
  const { stdout } = await promisify(execFile)('npm', ['run', '-s', 'reset-password', '--', email], {
    cwd: repository,
    env: { ...process.env, PORT: new URL(origin).port, MUSTER_DATA: data },
  });
  const [link = ''] = stdout.split('\n');
  return link;
}

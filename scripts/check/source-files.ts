import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A source file that belongs to the project. */
export interface SourceFile {
  /** From the project's root, with forward slashes. */
  path: string;
  text: string;
}

/** Every TypeScript file git knows or would add, generated ones left out as git does. */
export async function readSourceFiles(extensions = /\.(ts|tsx|mts)$/): Promise<SourceFile[]> {
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const paths = stdout.split('\0').filter((path) => extensions.test(path));
  const files = await Promise.all(
    paths.map(async (path) => {
      // A file may be deleted and not committed yet.
      const text = await readFile(path, 'utf8').catch(() => null);
      return text === null ? [] : [{ path, text }];
    }),
  );
  return files.flat();
}

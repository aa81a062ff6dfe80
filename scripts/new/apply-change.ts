import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addLine, type GeneratedChange } from './change';

/**
 * Writes the files and the lines of lists below `root`; nothing at all when a file is there already or a list is not.
 * @returns the paths that were written
 */
export async function applyChange(root: string, { files, lines }: GeneratedChange): Promise<string[]> {
  const there = files.find(({ path }) => existsSync(join(root, path)));
  if (there) throw new Error(`${there.path} exists already.`);
  const lists = new Map<string, string>();
  for (const line of lines) {
    const text = lists.get(line.path) ?? (await readFile(join(root, line.path), 'utf8'));
    lists.set(line.path, addLine(text, line));
  }
  const written = [...files.map(({ path, text }) => [path, text] as const), ...lists];
  for (const [path, text] of written) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return written.map(([path]) => path);
}

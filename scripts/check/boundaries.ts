import { posix } from 'node:path';
import { type Area, areas, reserved } from './boundary-rules';
import { findImports } from './imports';
import type { SourceFile } from './source-files';

/** One line for each import that crosses a boundary it should not. */
export function findViolations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    findImports(file.text).flatMap(({ specifier, line, typeOnly }) =>
      judge(file.path, specifier, typeOnly).map((why) => `${file.path}:${line} imports ${specifier}: ${why}`),
    ),
  );
}

function judge(path: string, specifier: string, typeOnly: boolean): string[] {
  const problems = reserved
    .filter(({ name, allowed }) => isWithin(specifier, name) && !allowed.test(path))
    .map(({ why }) => why);
  const from = areaOf(path);
  const to = targetArea(path, specifier);
  if (from !== null && to !== null && from.name !== to.name && !from.mayImport.includes(to.name)) {
    const may = from.mayImport.length === 0 ? 'nothing of ours' : from.mayImport.join(', ');
    problems.push(`${from.name} may import ${may}, not ${to.name}`);
  }
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(path), specifier));
    const workspace = (file: string) => file.split('/')[0];
    if (workspace(target) !== workspace(path) && isPackaged(target)) {
      problems.push('another workspace is imported by its package name, so that its exports are its surface');
    }
    // The type of a row may be named; only what runs could go past the service.
    if (!typeOnly && /\.resolver\.ts$/.test(path) && /\.repository$/.test(target)) {
      problems.push('resolvers call services, never repositories');
    }
  }
  return problems;
}

function targetArea(path: string, specifier: string): Area | null {
  if (specifier.startsWith('.')) return areaOf(posix.normalize(posix.join(posix.dirname(path), specifier)));
  const own = /^@muster\/([a-z0-9]+)(\/seed\b)?/.exec(specifier);
  if (own === null) return null;
  return areaOf(own[1] === 'prisma' && own[2] !== undefined ? 'prisma/seed/' : `${own[1]}/`);
}

function areaOf(path: string): Area | null {
  return areas
    .filter(({ folder }) => path.startsWith(folder) || `${path}/` === folder)
    .reduce<Area | null>(
      (best, area) => (best === null || area.folder.length > best.folder.length ? area : best),
      null,
    );
}

/** Workspaces with an `exports` list. Scripts, tests and journeys start the server and the web app by their files. */
function isPackaged(path: string): boolean {
  return /^(schema|nodes|prisma)\//.test(path);
}

function isWithin(specifier: string, name: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`);
}

import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser';
import { type Area, areas, doors, knownCycles, reserved, testFiles } from './boundary-rules';

/** Folders of the repository that hold code. */
export const roots = ['schema', 'nodes', 'prisma', 'server', 'web', 'e2e', 'scripts'] as const;

const ours = `^(${roots.join('|')})/`;

/** Matches the files of an area, those of areas inside it left out. */
function filesOf({ folder }: Area): string {
  const inner = areas.filter((other) => other.folder !== folder && other.folder.startsWith(folder));
  const without = inner.map((other) => other.folder.slice(folder.length)).join('|');
  return without === '' ? `^${folder}` : `^${folder}(?!${without})`;
}

const namesToFiles = new Map(areas.map((area) => [area.name, filesOf(area)]));

const areaRules = areas.map((area): IForbiddenRuleType => {
  const may = area.mayImport.length === 0 ? 'nothing of ours' : area.mayImport.join(', ');
  return {
    name: `${area.name}-imports`,
    comment: `${area.name} may import ${may}`,
    severity: 'error',
    from: area.testsAreFree ? { path: filesOf(area), pathNot: testFiles } : { path: filesOf(area) },
    to: { path: ours, pathNot: [filesOf(area), ...area.mayImport.flatMap((name) => namesToFiles.get(name) ?? [])] },
  };
});

const reservedRules = reserved.map(
  ({ name, allowed, why }): IForbiddenRuleType => ({
    name: `${name}-is-reserved`,
    comment: why,
    severity: 'error',
    from: { path: ours, pathNot: allowed },
    to: { path: `(^|(^|/)node_modules/)${name}(/|$)`, pathNot: '^prisma/seed/' },
  }),
);

const doorRules = doors.map((door): IForbiddenRuleType => {
  const folder = door.slice(0, door.lastIndexOf('/') + 1);
  return {
    name: `${folder.split('/').at(-2)}-door`,
    comment: `${door} is the only door into ${folder}`,
    severity: 'error',
    from: { path: ours, pathNot: [`^${folder}`, testFiles, '^(e2e|scripts|server/bench)/'] },
    to: { path: `^${folder}`, pathNot: `^${door}$` },
  };
});

/** Where the rules are looked for and how modules are found. */
const options: IConfiguration['options'] = {
  parser: 'swc',
  tsPreCompilationDeps: 'specify',
  doNotFollow: { path: 'node_modules' },
  enhancedResolveOptions: {
    extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.json'],
    exportsFields: ['exports'],
    conditionNames: ['import', 'types', 'default'],
  },
};

const skipped = '/(generated|\\.next|dist|node_modules)/';

/** Rules on who imports whom, and on cycles of files; tests included. */
export const importRules: IConfiguration = {
  forbidden: [
    ...areaRules,
    ...reservedRules,
    ...doorRules,
    {
      name: 'by-package-name',
      comment: 'another workspace is imported by its package name, so that its exports are its surface',
      severity: 'error',
      from: { path: '^([^/]+)/' },
      to: {
        path: '^(schema|nodes|prisma)/',
        pathNot: '^$1/',
        dependencyTypes: ['local'],
        dependencyTypesNot: ['aliased-workspace'],
      },
    },
    {
      name: 'resolvers-call-services',
      comment: 'resolvers call services, never repositories; they may name the type of a row',
      severity: 'error',
      from: { path: '\\.resolver\\.ts$' },
      to: { path: '\\.repository\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycle-of-files',
      comment: 'files import each other in a cycle',
      severity: 'error',
      from: { pathNot: [...knownCycles] },
      to: { circular: true },
    },
  ],
  options: { ...options, exclude: { path: skipped } },
};

/** Cycles of folders in what is shipped. A folder and its own subfolders count as one. */
export const folderRules: IConfiguration = {
  forbidden: [
    {
      name: 'no-cycle-of-folders',
      comment: 'folders import each other in a cycle',
      severity: 'error',
      scope: 'folder',
      from: { pathNot: [...knownCycles] },
      to: { circular: true },
    },
  ],
  options: { ...options, exclude: { path: [skipped, testFiles] } },
};

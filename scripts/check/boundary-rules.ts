/** A part of the repository: files under a folder, and which other parts they may import. */
export interface Area {
  name: string;
  /** Folder from the project's root, with a slash at the end; the longest that matches a file counts. */
  folder: string;
  /** Names of areas; a part may always import itself. */
  mayImport: readonly string[];
  /** Tests of this part may import anything the whole server may: they run it with real neighbours. */
  testsAreFree?: true;
}

const engineRoom = ['schema', 'nodes', 'prisma', 'compiler', 'json-schema', 'runtime'] as const;
const transport = ['config', 'log', 'fair-queue', 'shared', 'graphql'] as const;
const wholeServer = [
  ...[...engineRoom, ...transport, 'seed', 'sandbox', 'agents'],
  ...['mail', 'modules', 'gateway', 'api'],
] as const;

/** Who may import whom. In the server each layer imports those named before it. */
export const areas: readonly Area[] = [
  { name: 'schema', folder: 'schema/', mayImport: [] },
  { name: 'nodes', folder: 'nodes/', mayImport: ['schema'] },
  { name: 'prisma', folder: 'prisma/', mayImport: [] },
  { name: 'seed', folder: 'prisma/seed/', mayImport: ['schema', 'prisma'] },
  { name: 'compiler', folder: 'server/src/compiler/', mayImport: ['schema', 'nodes'] },
  { name: 'fair-queue', folder: 'server/src/fair-queue/', mayImport: ['schema'] },
  { name: 'sandbox', folder: 'server/src/sandbox/', mayImport: ['fair-queue'] },
  { name: 'json-schema', folder: 'server/src/json-schema/', mayImport: ['schema', 'sandbox'] },
  { name: 'runtime', folder: 'server/src/runtime/', mayImport: ['schema', 'nodes', 'compiler', 'sandbox', 'prisma'] },
  { name: 'agents', folder: 'server/src/agents/', mayImport: engineRoom },
  { name: 'config', folder: 'server/src/config/', mayImport: ['schema'] },
  { name: 'log', folder: 'server/src/log/', mayImport: ['schema', 'config'], testsAreFree: true },
  { name: 'mail', folder: 'server/src/mail/', mayImport: ['schema', 'config', 'log'], testsAreFree: true },
  { name: 'shared', folder: 'server/src/shared/', mayImport: ['schema', 'prisma'] },
  { name: 'graphql', folder: 'server/src/graphql/', mayImport: ['schema', 'shared'], testsAreFree: true },
  {
    name: 'modules',
    folder: 'server/src/modules/',
    mayImport: [...engineRoom, ...transport, 'seed', 'mail'],
    testsAreFree: true,
  },
  {
    name: 'gateway',
    folder: 'server/src/gateway/',
    mayImport: ['schema', ...transport, 'modules'],
    testsAreFree: true,
  },
  {
    name: 'api',
    folder: 'server/src/api/',
    mayImport: [...engineRoom, ...transport, 'mail', 'modules'],
    testsAreFree: true,
  },
  { name: 'server', folder: 'server/', mayImport: wholeServer },
  { name: 'web', folder: 'web/', mayImport: ['schema'] },
  { name: 'e2e', folder: 'e2e/', mayImport: [...wholeServer, 'server', 'web', 'scripts'] },
  { name: 'scripts', folder: 'scripts/', mayImport: [...wholeServer, 'server', 'web', 'e2e'] },
];

/** A package only some files may import. */
export interface Reserved {
  /** Package name, or the folder of one of ours. */
  name: string;
  /** Files that may, from the project's root, as a regular expression. */
  allowed: string;
  why: string;
}

/** Files of tests: beside what they test, or in a folder of helpers. */
export const testFiles = String.raw`\.(test|bench|spec|suite)\.tsx?$|/testing/|/test-support/|/conformance/`;

/** Packages kept behind one door. */
export const reserved: readonly Reserved[] = [
  {
    name: 'prisma',
    allowed: String.raw`\.repository\.ts$|^server/src/(main|composition/[^/]+|api/create-services|modules/auth/auth)\.ts$|^server/bench/|^(scripts|prisma|e2e)/|${testFiles}`,
    why: 'only *.repository.ts use Prisma, with the composition root and tests',
  },
  {
    name: 'inngest',
    allowed: '^server/src/runtime/engines/inngest/',
    why: 'only server/src/runtime/engines/inngest/ knows Inngest',
  },
  {
    name: 'nodemailer',
    allowed: '^server/src/mail/',
    why: 'only server/src/mail/ sends mail',
  },
  {
    name: 'openai',
    allowed: '^server/src/agents/providers/',
    why: 'only server/src/agents/providers/ knows a model SDK',
  },
];

/** Folders with one door: the rest of the repository imports the file and nothing beside it. Tests may look inside. */
export const doors: readonly string[] = ['server/src/runtime/index.ts', 'server/src/sandbox/index.ts'];

/** Folders whose cycles are known and are being removed, as regular expressions. */
export const knownCycles: readonly string[] = ['^web/src/features/run/'];

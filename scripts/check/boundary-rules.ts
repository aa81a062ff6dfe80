/** A part of the house: files under a folder, and which of our parts they may import. */
export interface Area {
  name: string;
  /** Folder from the project's root, with a slash at the end; the longest that matches a file counts. */
  folder: string;
  /** Names of areas; a part may always import itself. */
  mayImport: readonly string[];
}

/** Who may import whom. */
export const areas: readonly Area[] = [
  { name: 'schema', folder: 'schema/', mayImport: [] },
  { name: 'nodes', folder: 'nodes/', mayImport: ['schema'] },
  { name: 'prisma', folder: 'prisma/', mayImport: [] },
  { name: 'seed', folder: 'prisma/seed/', mayImport: ['schema', 'prisma'] },
  { name: 'compiler', folder: 'server/src/compiler/', mayImport: ['schema', 'nodes'] },
  { name: 'sandbox', folder: 'server/src/sandbox/', mayImport: [] },
  { name: 'json-schema', folder: 'server/src/json-schema/', mayImport: ['schema', 'sandbox'] },
  { name: 'runtime', folder: 'server/src/runtime/', mayImport: ['schema', 'nodes', 'compiler', 'sandbox', 'prisma'] },
  {
    name: 'agents',
    folder: 'server/src/agents/',
    mayImport: ['schema', 'nodes', 'compiler', 'json-schema', 'runtime', 'prisma'],
  },
  {
    name: 'server',
    folder: 'server/',
    mayImport: ['schema', 'nodes', 'prisma', 'seed', 'compiler', 'sandbox', 'json-schema', 'runtime', 'agents'],
  },
  { name: 'web', folder: 'web/', mayImport: ['schema'] },
  { name: 'e2e', folder: 'e2e/', mayImport: ['schema', 'prisma', 'seed', 'server', 'web', 'scripts'] },
  {
    name: 'scripts',
    folder: 'scripts/',
    mayImport: ['schema', 'nodes', 'prisma', 'seed', 'server', 'compiler', 'runtime', 'agents', 'web', 'e2e'],
  },
];

/** A package only some files may import. */
export interface Reserved {
  /** Package name; its subpaths too. */
  name: string;
  /** Files that may, from the project's root. */
  allowed: RegExp;
  why: string;
}

const testing = String.raw`\.(test|bench|spec)\.tsx?$|/testing/|/test-support/`;

/** Packages kept behind one door. */
export const reserved: readonly Reserved[] = [
  {
    name: '@muster/prisma',
    allowed: new RegExp(
      String.raw`\.repository\.ts$|^server/src/(main|composition/[^/]+|api/create-services|modules/auth/auth)\.ts$|^server/bench/|^(scripts|prisma|e2e)/|${testing}`,
    ),
    why: 'only *.repository.ts use Prisma, with the composition root and tests',
  },
  {
    name: 'inngest',
    allowed: /^server\/src\/runtime\/engines\/inngest\//,
    why: 'only server/src/runtime/engines/inngest/ knows Inngest',
  },
  {
    name: 'nodemailer',
    allowed: /^server\/src\/mail\//,
    why: 'only server/src/mail/ sends mail',
  },
  {
    name: 'openai',
    allowed: /^server\/src\/agents\/providers\//,
    why: 'only server/src/agents/providers/ knows a model SDK',
  },
];

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anchorOf, findFalsehoods, type Page, type Surroundings } from './docs';

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
const files = listed.split('\n').filter((path) => path !== '' && existsSync(path));
const isPage = (path: string) => path === 'README.md' || (path.startsWith('docs/') && path.endsWith('.md'));
const pages = files.filter(isPage).map((path): Page => ({ path, text: readFileSync(path, 'utf8') }));

const headingsOf = (text: string) => [...text.matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1] ?? ''));
const scriptsOf = (folder: string) => {
  const { scripts = {} } = JSON.parse(readFileSync(`${folder || '.'}/package.json`, 'utf8')) as { scripts?: object };
  return new Set(Object.keys(scripts));
};
/** Names in these prove nothing. */
const ownExamples = new Set(['package-lock.json', 'scripts/check/docs.test.ts']);
const sources = files.filter((path) => /\.(ts|tsx|mjs|json|graphql|prisma)$/.test(path) && !ownExamples.has(path));

const here: Surroundings = {
  exists: existsSync,
  scripts: new Map(['', 'schema', 'nodes', 'prisma', 'server', 'web', 'e2e'].map((name) => [name, scriptsOf(name)])),
  words: new Set(sources.flatMap((path) => readFileSync(path, 'utf8').match(/\w+/g) ?? [])),
  anchors: (path) => (path.endsWith('.md') ? new Set(headingsOf(readFileSync(path, 'utf8'))) : null),
};

describe('the documentation', () => {
  it.each(pages.map((page) => [page.path, page] as const))('%s names only what is there', (_path, page) => {
    expect(findFalsehoods(page, here)).toEqual([]);
  });

  it('is looked through at all', () => {
    expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md', 'docs/architecture.md']));
    const text = [
      'See `server/src/nowhere.ts`, `nodes/nowhere/<type>/x.ts`, `createNothing` and `NO_SUCH_CODE_AT_ALL`.',
      '[here](users/nothing.md), [there](architecture.md#no-heading); `npm run nothing`, `npm run build -w @muster/e2e`.',
      'These are fine: `server/src/main.ts`, `createRuntime`, [a link](architecture.md), `npm test`, `nodes/src/*.ts`.',
    ].join('\n');
    expect(findFalsehoods({ path: 'docs/page.md', text }, here)).toEqual([
      'docs/page.md: the link users/nothing.md leads nowhere',
      'docs/page.md: there is no heading #no-heading in docs/architecture.md',
      'docs/page.md: there is no script for "npm run nothing"',
      'docs/page.md: there is no script for "npm run build -w @muster/e2e"',
      'docs/page.md: there is no server/src/nowhere.ts',
      'docs/page.md: there is no nodes/nowhere/<type>/x.ts',
      expect.stringContaining('createNothing'),
      expect.stringContaining('NO_SUCH_CODE'),
    ]);
  });
});

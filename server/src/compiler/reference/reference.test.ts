import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { referencePages } from './pages';

const page = (name: string) => readFileSync(new URL(`../../../../docs/reference/${name}`, import.meta.url), 'utf8');

it.each(referencePages)('docs/reference/%s is what the code says; else: npm run reference', (name, make) => {
  expect(page(name)).toBe(make());
});

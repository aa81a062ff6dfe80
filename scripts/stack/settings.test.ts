import { expect, test } from 'vitest';
import { missingParts, readSettings } from './settings';

test('without any setting the web app is on 3000, the server on 4000, the database embedded', () => {
  expect(readSettings({})).toMatchObject({ webPort: 3000, apiPort: 4000, databaseUrl: null });
  expect(readSettings({}).dataFolder).toMatch(/[\\/]\.muster$/);
});

test('an empty value counts as absent', () => {
  expect(readSettings({ PORT: '', DATABASE_URL: '', MUSTER_DATA: '' })).toEqual(readSettings({}));
});

test.each([
  ['PORT', 'abc'],
  ['PORT', '0'],
  ['API_PORT', '70000'],
  ['API_PORT', '3.5'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name} is not a port`));
});

test('two services cannot share a port', () => {
  expect(() => readSettings({ PORT: '4000' })).toThrow('PORT and API_PORT are both 4000');
});

test('what is missing for real models is said, and not when a provider is set up', () => {
  expect(missingParts({}).join('\n')).toContain('OPENAI_API_KEY');
  expect(missingParts({ OPENAI_API_KEY: 'key' })).toEqual([]);
  expect(missingParts({ OPENAI_BASE_URL: 'http://localhost:11434/v1' })).toEqual([]);
});

import { expect, it } from 'vitest';
import { compile } from '../compiler/pipeline';
import { chain } from '../compiler/testing/build-graph';
import { compileEnvOf } from './compile-env';

const tierModels = { strong: 'offline', standard: 'offline', fast: 'offline' };
const severityOn = (engine: 'embedded' | 'inngest') => {
  const env = { ...compileEnvOf({ engine }, { tierModels }), squads: new Map(), fuse: false };
  return compile(chain(1_100), env).diagnostics.find(({ code }) => code === 'STEPS_OVER_LIMIT')?.severity;
};

it('G7 more steps than Inngest takes is an error where runs are on Inngest, and a warning elsewhere', () => {
  expect(severityOn('inngest')).toBe('error');
  expect(severityOn('embedded')).toBe('warning');
});

import { defineConfig } from '@playwright/test';
import { launchOptions, screens } from './support/browser';

/** A person's and a program's journeys through the real stack, one at a time: the machines that run this are small. */
export default defineConfig({
  testDir: '.',
  testMatch: ['journeys/**/*.spec.ts', 'clients/**/*.spec.ts'],
  globalSetup: './support/global-setup.ts',
  outputDir: '../test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    browserName: 'chromium',
    actionTimeout: 30_000,
    viewport: screens.desk,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions,
  },
});

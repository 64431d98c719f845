import { defineConfig } from '@playwright/test'

const executablePath = process.env.INTERPHASE_CHROMIUM ?? '/usr/bin/chromium'

export default defineConfig({
  testDir: 'e2e/stories',
  outputDir: 'test-results',
  // Two cores: a story waits half of its time for its browser, its server or a clock, and two stories share nothing.
  workers: 2,
  fullyParallel: false,
  // On a busy machine a story may be told once more; the list at the end names it as flaky, and it is to be mended all the same.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    launchOptions: {
      executablePath,
      args: ['--disable-dev-shm-usage', '--disable-gpu', '--no-sandbox', '--disable-background-networking'],
    },
    viewport: { width: 1440, height: 900 },
    // A trace costs a story a fifth of its time or more: in CI it is taken of the second telling only.
    trace: process.env.CI ? 'on-first-retry' : 'retain-on-failure',
    actionTimeout: 15_000,
  },
})

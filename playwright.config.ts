import { defineConfig } from '@playwright/test'

const executablePath = process.env.INTERPHASE_CHROMIUM ?? '/usr/bin/chromium'

export default defineConfig({
  testDir: 'e2e/stories',
  outputDir: 'test-results',
  // Two cores: one browser and one server at a time tell the truth faster than two that starve each other.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    launchOptions: {
      executablePath,
      args: ['--disable-dev-shm-usage', '--disable-gpu', '--no-sandbox', '--disable-background-networking'],
    },
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    actionTimeout: 15_000,
  },
})

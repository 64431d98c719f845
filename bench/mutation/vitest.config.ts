import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The tests of the formulas alone: each mutant runs those that reach it. `anyRecipe` reaches everything, slowly: it is left out. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['science/{chemistry,prediction}/**/*.test.ts'],
    exclude: ['**/anyRecipe.test.ts'],
    testTimeout: 20_000,
  },
})

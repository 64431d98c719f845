import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    include: ['{science,collab,db,server,app,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '.next/**', 'e2e/**'],
    testTimeout: 20_000,
    // Modules are loaded once per worker, not once per file: half of the processor's time. Whoever changes a global puts it back.
    isolate: false,
  },
})

import { defineConfig } from 'vitest/config'

// One project per cost: what needs nothing, what needs PostgreSQL, what needs a browser.
const shared = { setupFiles: ['./server/src/platform/testing/setup.ts'] }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['server/**/*.test.ts', 'tools/**/*.test.ts', 'web/**/*.test.ts', 'documents/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/*.http.test.ts', '**/node_modules/**'],
        },
      },
      {
        test: {
          ...shared,
          name: 'postgres',
          include: ['server/**/*.db.test.ts', 'server/**/*.http.test.ts'],
          globalSetup: ['./server/src/platform/testing/postgres-template.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          include: ['e2e/**/*.e2e.ts', 'e2e/**/*.test.ts'],
          globalSetup: ['./server/src/platform/testing/postgres-template.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // A machine that does other work beside the tests is slow, not wrong.
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
  },
})

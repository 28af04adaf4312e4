import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// One project per cost: what needs nothing, what needs PostgreSQL, what needs a browser. The files of a worker share their
// modules: no test puts a double in the place of a module, and loading the server again for each file cost more than half
// of the run. What a file must have for itself it makes: its database, its server, its browser.
const shared = { setupFiles: ['./server/src/platform/testing/setup.ts'], isolate: false }

// On a server that tests every change the longest files take turns by the day, so that the suite stays short; anywhere else all of them run.
const longest = [
  'server/src/start.db.test.ts',
  'server/src/demo/demo.db.test.ts',
  'server/src/crash-between-statements.http.test.ts',
  'server/src/crash.db.test.ts',
  'server/src/denial-of-service.http.test.ts',
  'server/src/modules/dossier/replacement-of-many.http.test.ts',
  'e2e/setup-hardships.e2e.ts',
  'e2e/opening.e2e.ts',
]
const day = Math.floor(performance.timeOrigin / 86_400_000)
const notToday = process.env['CI'] === 'true' ? longest.filter((_file, index) => index % 2 !== day % 2) : []

export default defineConfig({
  test: {
    // The database is a process of its own, and waits for the disk: on two cores two workers are no crowd.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['server/**/*.test.ts', 'tools/**/*.test.ts', 'web/**/*.test.ts', 'documents/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/*.http.test.ts', '**/node_modules/**'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'postgres',
          include: ['server/**/*.db.test.ts', 'server/**/*.http.test.ts'],
          exclude: ['**/node_modules/**', ...notToday],
          globalSetup: ['./server/src/testing/postgres-templates.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // With programs of others, where they are installed (`npm run test:peers`); never part of `npm test`.
        test: {
          ...shared,
          name: 'peers',
          include: ['peers/**/*.peer.ts'],
          globalSetup: ['./server/src/testing/postgres-templates.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'browser',
          include: ['e2e/**/*.e2e.ts', 'e2e/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...notToday],
          globalSetup: ['./server/src/testing/postgres-templates.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Two at once: each has a database, a server and a browser of its own, and waits for most of its time. A machine that does other work beside the tests is slow, not wrong.
          expect: { poll: { timeout: 15_000 } },
          // A browser loses a key or a click once in some thousand. Its second try is named in the report and must be investigated.
          retry: 1,
        },
      },
    ],
  },
})

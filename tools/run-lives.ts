import { spawn } from 'node:child_process'
import { join } from 'node:path'

/*
 * npm run lives [-- COUNT [SEED]]: lives so many random dossiers on a database of its own (10,000 unless said otherwise) and compares the stored
 * rows with the fold of their acts, the answers with the rows, and `verify` and the event log with both. The suite lives 120 of them.
 */

const [count = '10000', seed] = process.argv.slice(2)
if (!/^[1-9]\d{0,6}$/u.test(count) || (seed !== undefined && !/^\d{1,12}$/u.test(seed))) {
  process.stderr.write('usage: npm run lives [-- COUNT [SEED]]\n')
  process.exit(2)
}
const child = spawn(
  process.execPath,
  [
    join(import.meta.dirname, '../node_modules/vitest/vitest.mjs'),
    ...['run', '--project', 'postgres', '--maxWorkers', '1', 'server/src/modules/dossier/random-lives.db.test.ts'],
  ],
  {
    cwd: join(import.meta.dirname, '..'),
    stdio: 'inherit',
    env: { ...process.env, MOTCUA_LIVES: count, ...(seed === undefined ? {} : { MOTCUA_LIVES_SEED: seed }) },
  },
)
child.once('exit', (code) => process.exit(code ?? 1))

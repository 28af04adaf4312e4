import { existsSync, readFileSync } from 'node:fs'
import type { Database } from '#platform/db/database.ts'
import { checkRecord } from '../queries/check-record.ts'

type Io = {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  openDatabase(): Promise<Database>
}

const usage = `motcua record check [--checkpoint FILE]…   recomputes the record from the tables; one line for each difference
`

/**
 * `motcua record …`. Of each difference: table, key and kind, parted by tabs. Exit 1 when something differs, 2 when called wrongly or when a
 * checkpoint given is not one of this record.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const [action, ...rest] = args
  const files = rest.flatMap((each, at) => (rest[at - 1] === '--checkpoint' ? [each] : []))
  const isWell = rest.length === files.length * 2
  if (action !== 'check' || !isWell) {
    io.stderr.write(usage)
    return 2
  }
  const absent = files.find((file) => !existsSync(file))
  if (absent !== undefined) {
    io.stderr.write(`${absent} is not there.\n`)
    return 2
  }
  const database = await io.openDatabase()
  try {
    const outside = files.map((file) => readFileSync(file, 'utf8'))
    const { origin, size, waiting, differences } = await checkRecord(database, outside)
    for (const { table, key, kind } of differences) io.stdout.write(`${table}\t${key}\t${kind}\n`)
    io.stderr.write(
      origin === ''
        ? 'Nothing is recorded yet.\n'
        : `${origin}: ${size} leaves, ${waiting} rows wait to be recorded, ${differences.length} differences.\n`,
    )
    return differences.length > 0 ? 1 : 0
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('The ')) throw error
    io.stderr.write(`${error.message}\n`)
    return 2
  }
}

import type { Writable } from 'node:stream'
import type { Database } from '#platform/db/database.ts'
import { importProcedures } from '../commands/import-procedures.ts'
import { readSourceLines } from '../commands/read-source-lines.ts'
import { importFormats } from '../domain/source-row.ts'
import type { ImportFormat } from '../domain/source-row.ts'

type Io = { readonly stdout: Writable; readonly stderr: Writable; readonly openDatabase: () => Promise<Database> }

const usage = `Usage: motcua procedures import FILE --format national|structured
  FILE    .jsonl or .jsonl.gz, one procedure per line, UTF-8
Prints {read, created, updated, unchanged, rejected, warnings} as JSON; exit 1 if any row was rejected.
`

/** `motcua procedures import FILE --format national|structured`: 0 all rows taken, 1 some rejected, 2 wrong call. */
export async function run(args: string[], io: Io): Promise<number> {
  const call = readCall(args)
  if (!call) {
    io.stderr.write(usage)
    return args.includes('--help') ? 0 : 2
  }
  try {
    const database = await io.openDatabase()
    const report = await importProcedures(database.kysely, readSourceLines(call.file), {
      format: call.format,
      onProgress: (read) => io.stderr.write(`${read} procedures read\n`),
    })
    io.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
    return report.rejected.length > 0 ? 1 : 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'EACCES', 'EISDIR'].includes(String(error.code)) && 'path' in error) {
      io.stderr.write(`cannot read ${call.file}: ${String(error.code)}\n`)
      return 2
    }
    throw error
  }
}

function readCall(args: readonly string[]): { file: string; format: ImportFormat } | null {
  const rest = [...args]
  if (rest.shift() !== 'import') return null
  let format: string | undefined
  let file: string | undefined
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--format') format = rest.shift()
    else if (arg.startsWith('--format=')) format = arg.slice('--format='.length)
    else if (arg.startsWith('--') || file !== undefined) return null
    else file = arg
  }
  const known = importFormats.find((each) => each === format)
  return file !== undefined && known ? { file, format: known } : null
}

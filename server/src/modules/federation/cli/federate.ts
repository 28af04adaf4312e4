import { readFederationFile, readFiguresOnce } from '../commands/read-figures.ts'
import { buildNationalBoard } from '../domain/national-board.ts'
import { nationalCsvFrom } from '../queries/national-csv.ts'

type Io = {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  federationFile(): string | undefined
}

const usage = `motcua federate [FILE] [--on YYYY-MM-DD] [--csv]   asks the provinces named in FILE (or MOTCUA_FEDERATION) for the closed
                                                   figures of a day, yesterday unless given, and writes them as JSON or CSV
`

/**
 * `motcua federate`: needs no database. A province that fails is named on standard error and has no figures. Exit 1 when one failed, 2 when
 * called wrongly.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const isCsv = args.includes('--csv')
  const at = args.indexOf('--on')
  const day = at < 0 ? null : (args[at + 1] ?? '')
  const rest = args.filter((each, place) => each !== '--csv' && (at < 0 || (place !== at && place !== at + 1)))
  const file = rest[0] ?? io.federationFile()
  if (file === undefined || rest.length > 1 || (day !== null && !/^\d{4}-\d\d-\d\d$/u.test(day))) {
    io.stderr.write(usage)
    return 2
  }
  const provinces = readFederationFile(file)
  const now = Temporal.Now.instant()
  const yesterday = now.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().subtract({ days: 1 }).toString()
  const readings = await readFiguresOnce(provinces)
  const days = readings.flatMap(({ code, days: read }) => read.map((each) => ({ ...each, code })))
  const board = buildNationalBoard({ on: day ?? yesterday, now, provinces, readings, days })
  for (const { code, fault } of readings) if (fault) io.stderr.write(`${code}\t${fault}\n`)
  io.stdout.write(isCsv ? nationalCsvFrom(board) : `${JSON.stringify(board, null, 2)}\n`)
  return readings.some(({ fault }) => fault) ? 1 : 0
}

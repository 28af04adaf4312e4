import type { Writable } from 'node:stream'
import { judgeFiles } from '../commands/judge-file.ts'

type Io = {
  readonly stdout: Writable
  readonly stderr: Writable
  readonly trustFolder: () => string | undefined
  readonly clamd: () => string | undefined
}

const usage = `Usage: motcua files judge FILE…
Reports the outcome of an upload of each file under its own name, by the rules of the desk and the portal.
Prints one line of JSON per file: {file, kind, size, sha256, outcome: accepted|refused|quarantined, code, reason}.
With MOTCUA_CLAMD the virus scanner is asked; without its answer a file is quarantined. No database is needed.
Exit 0 if every file is accepted, 1 if any is not, 2 for a wrong call or a file that cannot be read.
`

/** `motcua files judge FILE…`. */
export async function run(args: string[], io: Io): Promise<number> {
  const [verb, ...files] = args
  if (verb !== 'judge' || files.length === 0 || files.some((file) => file === '--help')) {
    io.stderr.write(usage)
    return args.includes('--help') ? 0 : 2
  }
  let worst = 0
  for await (const judged of judgeFiles(files, { trustFolder: io.trustFolder(), clamd: io.clamd() })) {
    if ('fault' in judged) {
      io.stderr.write(`cannot read ${judged.file}: ${judged.fault}\n`)
      worst = 2
      continue
    }
    io.stdout.write(`${JSON.stringify(judged)}\n`)
    if (judged.outcome !== 'accepted') worst = Math.max(worst, 1)
  }
  return worst
}

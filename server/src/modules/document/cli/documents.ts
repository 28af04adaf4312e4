import type { Writable } from 'node:stream'
import { openTrust, verifyFile } from '../commands/verify-file.ts'

type Io = { readonly stdout: Writable; readonly stderr: Writable; readonly trustFolder: () => string | undefined }

const usage = `Usage: motcua documents verify FILE… [--trust FOLDER]
  FOLDER  certificates (.pem .crt .cer) to trust, and lists of revoked ones (.crl); without it the folder of MOTCUA_TRUST, or none
Prints one line of JSON per file: {file, verdict, problems, signatures}. It does not use the network.
Exit 0 if every verdict is valid, 1 if any is not, 2 for a wrong call or a file that cannot be read.
`

/** `motcua documents verify FILE… [--trust FOLDER]`. */
export async function run(args: string[], io: Io): Promise<number> {
  const [verb, ...rest] = args
  const files: string[] = []
  let folder: string | undefined
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--trust') folder = rest.shift() ?? ''
    else files.push(word)
  }
  if (verb !== 'verify' || files.length === 0 || folder === '' || files.some((file) => file.startsWith('--'))) {
    io.stderr.write(usage)
    return args.includes('--help') ? 0 : 2
  }
  let trust
  try {
    trust = openTrust(folder ?? io.trustFolder())
  } catch (error) {
    io.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
  let worst = 0
  for (const file of files) {
    try {
      const { verdict, problems, signatures } = await verifyFile(file, trust)
      io.stdout.write(`${JSON.stringify({ file, verdict, problems, signatures })}\n`)
      if (verdict !== 'valid') worst = Math.max(worst, 1)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      io.stderr.write(`cannot read ${file}: ${String(error.code)}\n`)
      worst = 2
    }
  }
  return worst
}

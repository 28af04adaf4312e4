import { findRatingFaults } from '#feedback'
import type { Database } from '#platform/db/database.ts'
import { verify } from '../queries/verify.ts'

type Io = {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  ownerUrl(): Promise<string>
  openDatabase(): Promise<Database>
}

/** `motcua verify`: every invariant, one a line; exit 1 when any is broken, with the names of what breaks it. */
export async function run(_args: string[], io: Io): Promise<number> {
  const findings = await verify(await io.ownerUrl(), (acts) => {
    if (io.stderr.isTTY) io.stderr.write(`\r${acts} acts`)
  })
  const unpaired = await findRatingFaults((await io.openDatabase()).kysely)
  findings.push({
    invariant: '7. as many ratings as links spent, each day',
    broken: unpaired.length,
    examples: unpaired.slice(0, 5).map((fault) => JSON.stringify(fault)),
  })
  for (const { invariant, broken, examples } of findings) {
    io.stdout.write(
      `${broken === 0 ? 'ok    ' : 'BROKEN'} ${invariant}${broken === 0 ? '' : `: ${broken}, such as ${examples.join(', ')}`}\n`,
    )
  }
  return findings.some(({ broken }) => broken > 0) ? 1 : 0
}

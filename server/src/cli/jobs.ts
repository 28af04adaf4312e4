import type { Database } from '#platform/db/database.ts'
import { failedJobs, queueFigures, retryFailedJobs } from '#platform/jobs/list-jobs.ts'

type Io = { readonly stdout: NodeJS.WriteStream; readonly stderr: NodeJS.WriteStream; openDatabase(): Promise<Database> }

/** `motcua jobs`: what waits, runs and was given up. `motcua jobs retry [ID…]`: runs what was given up again. */
export async function run(args: string[], io: Io): Promise<number> {
  const { kysely } = await io.openDatabase()
  const [command, ...ids] = args
  if (command === 'retry') {
    if (ids.some((id) => !/^[0-9a-f-]{36}$/u.test(id))) {
      io.stderr.write('motcua jobs retry [ID…]: an ID is that of `motcua jobs`\n')
      return 2
    }
    io.stdout.write(`${await retryFailedJobs(kysely, ids.length === 0 ? null : ids)} jobs run again\n`)
    return 0
  }
  if (command !== undefined) {
    io.stderr.write('motcua jobs | motcua jobs retry [ID…]\n')
    return 2
  }
  io.stdout.write('queue                 waiting  running   failed  oldest (s)\n')
  for (const { name, waiting, running, failed, oldestSeconds } of await queueFigures(kysely)) {
    io.stdout.write(
      `${name.padEnd(20)} ${[waiting, running, failed, oldestSeconds ?? '–'].map((each) => String(each).padStart(8)).join(' ')}\n`,
    )
  }
  const given = await failedJobs(kysely)
  for (const { id, name, failedAt, tries, fault } of given) io.stdout.write(`\n${id} ${name}, ${tries} tries, ${failedAt}\n  ${fault}\n`)
  return given.length > 0 ? 1 : 0
}

import 'temporal-polyfill/global'
import { keyPathOf, readConfig } from '#platform/config/config.ts'
import type { Database } from '#platform/db/database.ts'
import type { Cluster, Installation } from '#platform/db/installation.ts'
import type { LocalityWish } from '#platform/db/localities.ts'

// `motcua …`, beside a running server or alone. Each command is a file of its own, loaded when it is called.
type Io = {
  stdin: NodeJS.ReadStream
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  openDatabase(wish?: LocalityWish): Promise<Database>
  trustFolder(): string | undefined
  clamd(): string | undefined
  ownerUrl(): Promise<string>
  clusterUrl(): Promise<string>
  keyPath(): string
  federationFile(): string | undefined
}
type Command = { readonly about: string; readonly load: () => Promise<{ run(args: string[], io: Io): Promise<number> }> }

const commands: Readonly<Record<string, Command>> = {
  'due-dates': {
    about: 'due dates of a CSV on standard input (ngày hẹn trả)',
    load: async () => await import('./modules/calendar/cli/due-dates.ts'),
  },
  calendar: {
    about: 'days that differ from the plain week, as CSV: calendar 2026',
    load: async () => await import('./modules/calendar/cli/calendar.ts'),
  },
  rounds: {
    about: 'one round of the periodic checks: expired stops, apologies owed, missed deadlines',
    load: async () => await import('./modules/dossier/cli/rounds.ts'),
  },
  prove: {
    about: 'prove FILE: verifies the proof of a due date without a database',
    load: async () => await import('./modules/dossier/cli/prove.ts'),
  },
  eventlog: {
    about: 'eventlog verdicts FILE.csv[.gz]: replays an imported log as dossiers',
    load: async () => await import('./modules/dossier/cli/eventlog.ts'),
  },
  qr: { about: 'VietQR and citizen-card strings, a line each, as JSON: qr < lines.txt', load: async () => await import('./cli/qr.ts') },
  procedures: {
    about: 'procedures import FILE --format national|structured',
    load: async () => await import('./modules/procedure/cli/procedures.ts'),
  },
  process: {
    about: 'process export CODE | process import FILE --check: BPMN 2.0',
    load: async () => await import('./modules/procedure/cli/process.ts'),
  },
  packs: { about: 'packs check|load FOLDER', load: async () => await import('./packs/cli/packs.ts') },
  locality: {
    about: 'locality add CODE NAME | host CODE NAME… | list: the provinces of this database, and their host names',
    load: async () => await import('./cli/locality.ts'),
  },
  logins: {
    about: 'creates the application’s logins in an external database and prints the DATABASE_URL of each',
    load: async () => await import('./cli/logins.ts'),
  },
  distribute: {
    about: 'distribute [--plan]: spreads the tables by locality over the machines of a Citus cluster',
    load: async () => await import('./cli/distribute.ts'),
  },
  keys: {
    about: 'keys create FILE | list | rotate | drop | proof: the key file outside the database',
    load: async () => await import('./cli/keys.ts'),
  },
  floor: {
    about: 'floor simulate FILE.csv[.gz] --shifts shifts.csv | floor replay DAY: waits in the hall, and whether its order was kept',
    load: async () => await import('./modules/floor/cli/floor.ts'),
  },
  documents: {
    about: 'documents verify FILE… [--trust FOLDER]: validates the signatures of PDF files',
    load: async () => await import('./modules/document/cli/documents.ts'),
  },
  files: {
    about: 'files judge FILE…: reports what an upload of each file would give',
    load: async () => await import('./modules/document/cli/files.ts'),
  },
  accounts: {
    about: 'accounts add|passwd|disable|enable|grant|revoke|list: staff accounts and roles',
    load: async () => await import('./modules/identity/cli/accounts.ts'),
  },
  verify: {
    about: 'checks every invariant; exits with 1 and names the violated ones',
    load: async () => await import('./modules/oversight/cli/verify.ts'),
  },
  record: {
    about: 'record check [--checkpoint FILE]: names the differences from the signed record',
    load: async () => await import('./modules/record/cli/record.ts'),
  },
  federate: {
    about: 'federate [FILE] [--on DAY] [--csv]: the verified closed figures of several provinces',
    load: async () => await import('./modules/federation/cli/federate.ts'),
  },
  jobs: { about: 'background jobs; jobs retry [ID…] retries failed ones', load: async () => await import('./cli/jobs.ts') },
  demo: { about: 'one day at the centre, through the public API', load: async () => await import('./demo/demo.ts') },
}

// `motcua … | head`: the reader closed the pipe, which is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const [name = 'help', ...args] = process.argv.slice(2)
const command = commands[name]
if (!command) {
  const lines = Object.entries(commands).map(([each, { about }]) => `  ${each.padEnd(12)} ${about}`)
  process.stdout.write(`motcua COMMAND\n\n${lines.join('\n')}\n`)
  process.exitCode = name === 'help' || name === '--help' ? 0 : 2
} else {
  let installation: Installation | undefined
  let cluster: Cluster | undefined
  let database: Database | undefined
  const prepare = async (wish?: LocalityWish): Promise<Installation> => {
    const [{ prepareInstallation }, { localityOfCommand }] = await Promise.all([
      import('#platform/db/installation.ts'),
      import('./packs/locality-wanted.ts'),
    ])
    installation ??= await prepareInstallation(readConfig(), { locality: localityOfCommand(readConfig(), wish) })
    return installation
  }
  try {
    process.exitCode = await (
      await command.load()
    ).run(args, {
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      async openDatabase(wish) {
        const { openInstallation } = await import('#platform/db/installation.ts')
        database ??= openInstallation(await prepare(wish), readConfig())
        return database
      },
      trustFolder: () => readConfig().trustFolder,
      clamd: () => readConfig().clamd,
      ownerUrl: async () => (await prepare()).ownerUrl,
      keyPath: () => keyPathOf(readConfig()),
      federationFile: () => readConfig().federationFile,
      async clusterUrl() {
        const { prepareCluster } = await import('#platform/db/installation.ts')
        cluster ??= await prepareCluster(readConfig())
        return cluster.ownerUrl
      },
    })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  } finally {
    await database?.close()
    await installation?.stop()
    await cluster?.stop()
  }
}

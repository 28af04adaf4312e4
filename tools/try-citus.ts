// Runs Motcua on a real Citus cluster: migrations, `motcua distribute`, the demonstration day, `motcua verify`, the walk of the README, and
// practice. Where there is no cluster it says so and ends well.
//   MOTCUA_CITUS_URL=postgres://owner@coordinator/motcua node tools/try-citus.ts
// The database is empty, the extension is created, and at least two workers are added (docs/scaling.md).
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

const url = process.env['MOTCUA_CITUS_URL']
if (url === undefined || url === '') {
  process.stdout.write('Skipped: MOTCUA_CITUS_URL names no cluster. Citus is not in npm, so none can be started here.\n')
  process.exit(0)
}

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'motcua-citus-'))
const keyFile = join(folder, 'motcua.key')
const port = 3900
const outside = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'MOTCUA_CITUS_URL'))
const asOwner = { ...outside, MOTCUA_OWNER_URL: url, MOTCUA_KEY_FILE: keyFile, MOTCUA_LOG: 'warn' }

/** Output of a command. @throws Error when it fails */
async function runCommand(command: string, args: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<string> {
  const child = spawn(command, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (part: Buffer) => (said += part.toString()))
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${said}`)
  return said
}

const motcua = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> =>
  await runCommand(process.execPath, ['server/src/cli.ts', ...args], env)

function note(step: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${step}\n`)
}

async function isUp(path: string): Promise<boolean> {
  return await fetch(`http://127.0.0.1:${port}${path}`).then(
    ({ ok }) => ok,
    () => false,
  )
}

/** Statements that the coordinator refused, or sent to every machine, as pg_stat_statements and the plans say. */
async function countTasks(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ query: string; calls: string }>(`
    select query, calls from citus_stat_statements where partition_key is null and executor = 'adaptive' order by calls desc limit 20`)
  note(`${rows.length} kinds of statements were sent to more than one machine`)
  for (const { calls, query } of rows) process.stdout.write(`  ${calls} × ${query.replaceAll(/\s+/gu, ' ').slice(0, 140)}\n`)
}

const owner = new pg.Client({ connectionString: url })
let server: ReturnType<typeof spawn> | undefined
try {
  await owner.connect()
  const { rows } = await owner.query<{ version: string | null; workers: number }>(`
    select (select extversion from pg_extension where extname = 'citus') as version,
      (select count(*)::int from pg_dist_node where noderole = 'primary' and groupid > 0) as workers`)
  note(`Citus ${rows[0]?.version ?? 'is missing'}, ${rows[0]?.workers ?? 0} workers`)
  await motcua(['keys', 'create', keyFile], outside)
  await motcua(['locality', 'list'], asOwner)
  note('migrated')
  process.stdout.write(await motcua(['distribute'], asOwner))
  for (const [code, name] of [
    ['H48', 'Tỉnh thứ hai'],
    ['H49', 'Tỉnh thứ ba'],
  ] as const)
    await motcua(['locality', 'add', code, name], asOwner)
  // The demonstration day makes the locality of its pack, and ends with the invariants.
  process.stdout.write(await motcua(['demo', '--outside'], asOwner))
  note('the demonstration day has passed')
  const logins = await motcua(['logins'], asOwner)
  const databaseUrl = /^H47\tDATABASE_URL=(\S+)$/mu.exec(logins)?.[1] ?? ''
  server = spawn(process.execPath, ['server/src/start.ts'], {
    cwd: root,
    env: { ...outside, DATABASE_URL: databaseUrl, MOTCUA_KEY_FILE: keyFile, MOTCUA_LOG: 'warn', PORT: String(port) },
    stdio: 'inherit',
  })
  for (let tries = 0; !(await isUp('/readyz')); tries += 1) {
    if (tries > 120) throw new Error('the server did not become ready')
    await wait(500)
  }
  const walk = /<!-- walk -->\n```sh\n([\s\S]*?)```/u.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? ''
  await runCommand('sh', ['-s'], { ...outside, MOTCUA: `http://127.0.0.1:${port}` }, walk)
  note('the walk of the README went through')
  const practice = await fetch(`http://127.0.0.1:${port + 1}/api/v1/board`)
  if (!practice.ok) throw new Error(`practice answers ${practice.status}`)
  note('practice answers')
  process.stdout.write(await motcua(['verify'], asOwner))
  note('every invariant holds')
  await countTasks(owner).catch((error: unknown) => note(`tasks were not counted: ${String(error)}`))
} finally {
  server?.kill()
  await owner.end()
  rmSync(folder, { recursive: true, force: true })
}

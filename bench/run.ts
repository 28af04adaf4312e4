import 'temporal-polyfill/global'
import { parseArgs } from 'node:util'
import { openBenchCentre } from './bench-centre.ts'
import type { BenchCentre } from './bench-centre.ts'
import { seedDossiers } from './seed.ts'
import { sideBySideScenarios } from './side-by-side.ts'

// npm run bench -- SCENARIO [--dossiers N] [--clients 32] [--seconds 10]
// One JSON line a scenario on standard output; several scenarios share what was seeded; progress on standard error.
const alone = ['due-dates', 'slip', 'board', 'restart', 'partitions'] as const
const reads = ['tabs', 'codes', 'ledger', 'names', 'day'] as const
const atCentre = ['intake-with-slips', 'reproject', 'portal', 'sayings', ...reads] as const
const scenarios = [...alone, ...sideBySideScenarios, ...atCentre] as const
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    dossiers: { type: 'string' },
    clients: { type: 'string' },
    seconds: { type: 'string' },
    'per-second': { type: 'string' },
    verify: { type: 'boolean' },
  },
})
// `lookup` is what opening a dossier was called.
const named = positionals.map((name) => (name === 'lookup' ? 'open' : name))
const asked = scenarios.filter((each) => named.includes(each))

const whole = (text: string | undefined, otherwise: number, most: number): number => {
  const value = text === undefined ? otherwise : Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most) throw new Error(`a whole number from 1 to ${most} is needed, not ${text}`)
  return value
}

async function measure(names: readonly (typeof scenarios)[number][]): Promise<void> {
  const clients = whole(values.clients, 32, 180)
  const seconds = whole(values.seconds, 10, 3600)
  if (names.includes('due-dates')) await (await import('./due-dates.ts')).run()
  if (names.includes('slip')) await (await import('./slip.ts')).run()
  if (names.includes('board')) await (await import('./board.ts')).run()
  if (names.includes('restart')) await (await import('./restart.ts')).run()
  if (names.includes('partitions')) {
    const dossiers = whole(values.dossiers, 100_000, 1_000_000)
    process.stdout.write(`${JSON.stringify(await (await import('./partitions.ts')).run({ dossiers }))}\n`)
  }
  await measureBesideBare(
    sideBySideScenarios.filter((name) => names.includes(name)),
    { clients, seconds },
  )
  const asked = atCentre.filter((name) => names.includes(name))
  if (asked.length === 0) return
  const centre = await openBenchCentre()
  try {
    if (values.dossiers !== undefined) await seed(centre, asked.includes('reproject') ? 1 : 10)
    for (const name of asked) {
      const line =
        name === 'intake-with-slips'
          ? await (
              await import('./intake-with-slips.ts')
            ).run(centre, { clients, seconds, perSecond: whole(values['per-second'], 60, 1000) })
          : name === 'reproject'
            ? await (await import('./reproject.ts')).run(centre)
            : name === 'portal'
              ? await (await import('./portal.ts')).run(centre)
              : name === 'sayings'
                ? await (await import('./sayings.ts')).run(centre)
                : await (await import('./reads.ts')).run(centre, name, { seconds })
      process.stdout.write(`${JSON.stringify(line)}\n`)
    }
  } finally {
    await centre.stop()
  }
}

/** Reading before writing, so that what is read is what was seeded. */
async function measureBesideBare(
  names: readonly (typeof sideBySideScenarios)[number][],
  { clients, seconds }: { clients: number; seconds: number },
): Promise<void> {
  if (names.length === 0) return
  const centre = await openBenchCentre({ worker: false })
  try {
    await seed(centre, 10)
    const options = { clients, seconds, dossiers: whole(values.dossiers, 10_000, 1_000_000) }
    for (const line of await (await import('./side-by-side.ts')).run(centre, names.toReversed(), options)) {
      process.stdout.write(`${JSON.stringify(line)}\n`)
    }
  } finally {
    await centre.stop()
  }
}

async function seed(centre: BenchCentre, openEvery: number): Promise<void> {
  const seeded = await seedDossiers(centre, whole(values.dossiers, 10_000, 1_000_000), values.verify ?? false, openEvery)
  process.stderr.write(`${JSON.stringify(seeded)}\n`)
}

if (asked.length === 0 || asked.length < positionals.length) {
  process.stderr.write(
    `npm run bench -- ${scenarios.join('|')} [--dossiers 1…1000000 [--verify]] [--clients 32] [--seconds 10] [--per-second 60]\n`,
  )
  process.exitCode = 2
} else {
  await measure(asked)
}

import * as fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { createAgency } from '#agency'
import { createCentre } from '#centre'
import { Refused } from '#kernel/refusal.ts'
import { otherLocality, testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { getBoard } from './get-board.ts'

const db = await testDatabase()
const zone = 'Asia/Ho_Chi_Minh'

const { id: centreId } = await createCentre(db.kysely, {
  code: 'TT',
  name: 'Trung tâm Phục vụ hành chính công',
  address: 'Tam Kỳ',
  phone: '02351022',
})
const agencyCodes = ['H47.01', 'H47.02', 'H47.03']
for (const [index, code] of agencyCodes.entries()) {
  await createAgency(db.kysely, {
    code,
    name: `Sở ${index + 1}`,
    shortName: `S${index + 1}`,
    kind: 'provincial',
    sortOrder: index,
  })
}
const agencyIds = new Map(
  (await db.peek<{ id: string; code: string }>('select id, code from agency.agency')).map(({ id, code }) => [code, id]),
)

/** The ledger values of one dossier, before they are a row. */
type Entry = {
  readonly agency: string
  readonly filedAt: string
  readonly acceptedAt: string | null
  readonly finishedAt: string | null
  readonly endedAt: string | null
  readonly outcome: string | null
}

const written: Entry[] = []
let rowsWritten = 0
// The board reads nothing of a procedure, so these dossiers need none; those of the other locality need no agency either.
await db.peek(`alter table dossier.dossier drop constraint dossier_locality_id_procedure_version_id_fkey,
  drop constraint dossier_locality_id_agency_id_fkey, drop constraint dossier_locality_id_centre_id_fkey`)
// Nor does it read the register, whose lines of one year are given one after the other.
await db.peek('drop trigger dossier_filed_enters_register on dossier.dossier')

/** Rows as the dossier module leaves them; the board reads nothing else of a dossier. */
async function write(entries: readonly Entry[], locality: number = testLocality): Promise<void> {
  if (entries.length === 0) return
  const quote = (text: string | null): string => (text === null ? 'null' : `'${text}'`)
  const rows = entries.map((entry, index) => {
    const state =
      entry.endedAt === null ? (entry.acceptedAt === null ? 'filed' : 'accepted') : entry.finishedAt === null ? entry.outcome : 'returned'
    return `(${locality}, 'T-${rowsWritten + index}-${locality}', uuidv7(), '1.000001', '${agencyIds.get(entry.agency)}', '${centreId}',
      'direct', 'forwarded', 'person', 'Nguyễn Văn A', 'nguyen van a', '012345678901', 'Tam Kỳ', '0905000000',
      '${state}', '${entry.endedAt === null ? 'agency' : 'none'}', '${entry.filedAt}', ${quote(entry.acceptedAt)}, ${quote(entry.finishedAt)}, ${quote(entry.endedAt)},
      ${quote(entry.outcome)}, 1, '\\x00')`
  })
  rowsWritten += entries.length
  await db.peek(`insert into dossier.dossier (locality_id, code, procedure_version_id, procedure_code, agency_id, centre_id, channel, handling,
      applicant_kind, applicant_name, applicant_folded, applicant_id_number, applicant_address, applicant_phone,
      state, holder_kind, received_at, accepted_at, finished_at, ended_at, outcome, last_seq, last_hash)
    values ${rows.join(',')}`)
  if (locality === testLocality) written.push(...entries)
}

const fold = async (): Promise<unknown> => await sql`select dossier.fold_figures()`.execute(db.kysely)

/** The ten-line oracle: walks every dossier for every figure. */
function recount(on: Temporal.PlainDate, agency: string | null) {
  const dayOf = (at: string | null): string | null =>
    at === null ? null : Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString()
  const day = on.toString()
  const filed = written.filter((entry) => agency === null || entry.agency === agency)
  const mine = filed.filter((entry) => entry.acceptedAt !== null)
  const never = filed.filter((entry) => entry.acceptedAt === null)
  const settledOn = (entry: Entry): string | null => dayOf(entry.finishedAt ?? entry.endedAt)
  const counted = (outcome: string): number => mine.filter((entry) => entry.outcome === outcome && dayOf(entry.finishedAt) === day).length
  const ended = (outcome: string): number => mine.filter((entry) => entry.outcome === outcome && dayOf(entry.endedAt) === day).length
  const neverEnded = (outcome: string): number => never.filter((entry) => entry.outcome === outcome && dayOf(entry.endedAt) === day).length
  return {
    received: mine.filter((entry) => dayOf(entry.acceptedAt) === day).length,
    early: counted('early'),
    onTime: counted('on_time'),
    late: counted('late'),
    waiting: mine.filter((entry) => dayOf(entry.acceptedAt)! <= day && (settledOn(entry) ?? '9999') > day).length,
    refused: ended('refused'),
    withdrawn: ended('withdrawn'),
    stopped: ended('stopped'),
    waitingAtIntake: filed.filter((entry) => dayOf(entry.filedAt)! <= day && (dayOf(entry.acceptedAt ?? entry.endedAt) ?? '9999') > day)
      .length,
    refusedAtIntake: neverEnded('refused'),
    withdrawnAtIntake: neverEnded('withdrawn'),
    stoppedAtIntake: neverEnded('stopped'),
  }
}

const today = Temporal.Now.zonedDateTimeISO(zone).toPlainDate()
const firstDay = today.subtract({ days: 6 })

// Minutes from the first midnight, some of them on the very boundaries of a day.
const minute = fc.oneof(
  fc.nat(6 * 1440 - 1),
  fc.integer({ min: 0, max: 5 }).map((days) => days * 1440),
)
const at = (minutes: number): string => firstDay.toZonedDateTime(zone).add({ minutes }).toInstant().toString()

const entry: fc.Arbitrary<Entry> = fc
  .record({
    agency: fc.constantFrom(...agencyCodes),
    times: fc.tuple(minute, minute, minute, minute).map((times) => times.toSorted((a, b) => a - b)),
    fate: fc.constantFrom('open', 'result', 'returned', 'refused', 'withdrawn', 'stopped'),
    isAccepted: fc.boolean(),
    result: fc.constantFrom('early', 'on_time', 'late'),
  })
  .map(({ agency, times: [filed, accepted, finished, ended], fate, isAccepted, result }) => ({
    agency,
    filedAt: at(filed!),
    // What has a result was accepted.
    acceptedAt: isAccepted || fate === 'result' || fate === 'returned' ? at(accepted!) : null,
    finishedAt: fate === 'result' || fate === 'returned' ? at(finished!) : null,
    endedAt: fate === 'open' || fate === 'result' ? null : at(ended!),
    outcome: fate === 'open' ? null : fate === 'result' || fate === 'returned' ? result : fate,
  }))

describe('the board', () => {
  test('equals a recount of every dossier, for every day and agency', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 25 }), fc.integer({ min: 0, max: 6 }), fc.boolean(), async (entries, days, folds) => {
        await write(entries)
        if (folds) await fold()
        const on = firstDay.add({ days })
        const board = await getBoard(db.kysely, on)
        expect(board.today).toMatchObject(recount(on, null))
        expect(board.yesterday).toMatchObject({
          on: board.yesterday.on,
          ...recount(Temporal.PlainDate.from(board.yesterday.on), null),
        })
        for (const { code, ...figures } of board.agencies) expect(figures).toMatchObject(recount(on, code))
      }),
      { numRuns: 40 },
    )
    // The property has seen every kind of fate, so equality was not the equality of noughts.
    expect(new Set(written.map((each) => each.outcome)).size).toBe(7)
  })

  test('without a day shows today, and the last day before it that accepted anything', async () => {
    await write([
      {
        agency: 'H47.01',
        filedAt: firstDay.toZonedDateTime(zone).add({ hours: 8 }).toInstant().toString(),
        acceptedAt: firstDay.toZonedDateTime(zone).add({ hours: 9 }).toInstant().toString(),
        finishedAt: null,
        endedAt: null,
        outcome: null,
      },
    ])
    const board = await getBoard(db.kysely)
    expect(board.on).toBe(today.toString())
    const days = written
      .flatMap((each) => each.acceptedAt ?? [])
      .map((at) => Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString())
    expect(board.yesterday.on).toBe(
      days
        .filter((day) => day < board.on)
        .sort()
        .at(-1),
    )
  })

  test('every dossier ever filed is counted in exactly one place', async () => {
    const { today: figures } = await getBoard(db.kysely)
    const accepted = written.filter((each) => each.acceptedAt !== null)
    const never = written.filter((each) => each.acceptedAt === null)
    const ended = (entries: readonly Entry[]) => entries.filter((each) => each.outcome !== null).length
    expect([figures.waiting + ended(accepted), figures.waitingAtIntake + ended(never)]).toEqual([accepted.length, never.length])
  })

  test('does not count the dossiers of another locality', async () => {
    const before = await getBoard(db.kysely)
    const now = Temporal.Now.instant().toString()
    await write([{ agency: 'H47.01', filedAt: now, acceptedAt: now, finishedAt: null, endedAt: null, outcome: null }], otherLocality)
    const after = await getBoard(db.kysely)
    expect(after.today).toEqual(before.today)
    const theirs = await getBoard(db.as(otherLocality).kysely)
    expect(theirs.today).toMatchObject({ received: 1, waiting: 1 })
  })

  test(
    'equals the ledger of the same instant while dossiers are filed, move and are undone, and the figures are folded',
    { timeout: 40_000 },
    async () => {
      const connect = async (): Promise<pg.Client> => {
        const client = new pg.Client({
          // As the owner: these dossiers have no acts, without which the application may write none.
          connectionString: db.ownerUrl,
          options: `-c motcua.locality_id=${testLocality} -c timezone=${zone}`,
        })
        await client.connect()
        return client
      }
      const agencies = [...agencyIds.values()]
      // Over when enough was seen, however slow the machine is.
      const race = { looks: 0, settled: 0, isOver: false }
      // Each officer receives, settles and undoes dossiers of all agencies; some of it is rolled back.
      const officers = Array.from({ length: 5 }, async (_, officer) => {
        const client = await connect()
        for (let turn = 0; !race.isOver; turn += 1) {
          const agency = agencies[(officer + turn) % agencies.length]
          const back = (turn + officer) % 3
          await client.query('begin')
          const { rows } = await client.query<{ id: string }>(
            `insert into dossier.dossier (code, procedure_version_id, procedure_code, agency_id, centre_id, channel, handling, applicant_kind,
             applicant_name, applicant_folded, applicant_id_number, applicant_address, applicant_phone, state, holder_kind, received_at, accepted_at,
             last_seq, last_hash)
           select gen_random_uuid()::text, uuidv7(), '1.000001', $1, $2, 'direct', 'forwarded', 'person', 'A', 'a', '1', 'x', '2', 'accepted', 'agency',
             now() - make_interval(days => $3), now() - make_interval(days => $3), 1, '\\x00' from generate_series(1, 2) returning id`,
            [agency, centreId, back],
          )
          await client.query(turn % 4 === 0 ? 'rollback' : 'commit')
          if (turn % 4 === 0) continue
          const id = rows[turn % 2]?.id
          await client.query('begin')
          await client.query(`update dossier.dossier set outcome = $2, finished_at = now() - make_interval(days => $3) where id = $1`, [
            id,
            (['early', 'on_time', 'late'] as const)[turn % 3],
            Math.floor(back / 2),
          ])
          // A result may still be stopped: the dossier leaves the class it was in.
          if (turn % 5 === 0) {
            await client.query(`update dossier.dossier set outcome = 'stopped', ended_at = now(), holder_kind = 'none' where id = $1`, [id])
          }
          race.settled += turn % 7 === 0 ? 0 : 1
          await client.query(turn % 7 === 0 ? 'rollback' : 'commit')
        }
        await client.end()
      })
      const folders = [0, 1].map(async () => {
        while (!race.isOver) await fold()
      })
      try {
        while (race.looks < 30 || race.settled < 100) {
          const on = today.subtract({ days: race.looks % 3 })
          await db.kysely
            .transaction()
            .setIsolationLevel('repeatable read')
            .execute(async (tx) => {
              const board = await getBoard(tx, on)
              const { rows } = await sql<Record<string, number>>`
            with r as (select dossier.local_day(accepted_at) as r, dossier.local_day(finished_at) as f, dossier.local_day(ended_at) as e, outcome as o
              from dossier.dossier), d as (select ${on.toString()}::date as day)
            select count(*) filter (where r = day)::int as received,
              count(*) filter (where f = day and o = 'early')::int as early, count(*) filter (where f = day and o = 'on_time')::int as "onTime",
              count(*) filter (where f = day and o = 'late')::int as late, count(*) filter (where e = day and r is not null and o = 'refused')::int as refused,
              count(*) filter (where e = day and r is not null and o = 'withdrawn')::int as withdrawn, count(*) filter (where e = day and r is not null and o = 'stopped')::int as stopped,
              count(*) filter (where r <= day and coalesce(f, e, 'infinity') > day)::int as waiting,
              count(*) filter (where e = day and r is null and o = 'refused')::int as "refusedAtIntake"
            from r cross join d`.execute(tx)
              expect(board.today).toMatchObject(rows[0] ?? {})
            })
          race.looks += 1
        }
      } finally {
        race.isOver = true
      }
      await Promise.all([...officers, ...folders])
      await fold()
      const [left] = await db.peek<{ n: number }>(
        `select count(*)::int as n from dossier.figure_change where locality_id = ${testLocality}`,
      )
      expect(left?.n).toBe(0)
    },
  )

  test('refuses a day that has not begun', async () => {
    await expect(getBoard(db.kysely, today.add({ days: 1 }))).rejects.toThrow(Refused)
  })
})

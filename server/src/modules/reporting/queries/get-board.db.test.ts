import * as fc from 'fast-check'
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

/** What the ledger says of one dossier, before it is a row. */
type Entry = {
  readonly agency: string
  readonly receivedAt: string
  readonly finishedAt: string | null
  readonly endedAt: string | null
  readonly outcome: string | null
}

const written: Entry[] = []

/** Rows as the dossier module leaves them; the board reads nothing else of a dossier. */
async function write(entries: readonly Entry[], locality: number = testLocality): Promise<void> {
  if (entries.length === 0) return
  const quote = (text: string | null): string => (text === null ? 'null' : `'${text}'`)
  const rows = entries.map((entry, index) => {
    const state = entry.endedAt === null ? 'accepted' : entry.finishedAt === null ? entry.outcome : 'returned'
    return `(${locality}, 'T-${written.length + index}-${locality}', uuidv7(), '1.000001', '${agencyIds.get(entry.agency)}', '${centreId}',
      'direct', 'forwarded', 'person', 'Nguyễn Văn A', 'nguyen van a', '012345678901', 'Tam Kỳ', '0905000000',
      '${state}', '${entry.endedAt === null ? 'agency' : 'none'}', '${entry.receivedAt}', ${quote(entry.finishedAt)}, ${quote(entry.endedAt)},
      ${quote(entry.outcome)}, 1, '\\x00')`
  })
  await db.peek(`begin; set local session_replication_role = replica;
    insert into dossier.dossier (locality_id, code, procedure_version_id, procedure_code, agency_id, centre_id, channel, handling,
      applicant_kind, applicant_name, applicant_folded, applicant_id_number, applicant_address, applicant_phone,
      state, holder_kind, received_at, finished_at, ended_at, outcome, last_seq, last_hash)
    values ${rows.join(',')}; commit`)
  if (locality === testLocality) written.push(...entries)
}

/** The ten-line oracle: walks every dossier for every figure. */
function recount(on: Temporal.PlainDate, agency: string | null) {
  const dayOf = (at: string | null): string | null =>
    at === null ? null : Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString()
  const day = on.toString()
  const mine = written.filter((entry) => agency === null || entry.agency === agency)
  const settledOn = (entry: Entry): string | null => dayOf(entry.finishedAt ?? entry.endedAt)
  const counted = (outcome: string): number => mine.filter((entry) => entry.outcome === outcome && dayOf(entry.finishedAt) === day).length
  const ended = (outcome: string): number => mine.filter((entry) => entry.outcome === outcome && dayOf(entry.endedAt) === day).length
  return {
    received: mine.filter((entry) => dayOf(entry.receivedAt) === day).length,
    early: counted('early'),
    onTime: counted('on_time'),
    late: counted('late'),
    waiting: mine.filter((entry) => dayOf(entry.receivedAt)! <= day && (settledOn(entry) ?? '9999') > day).length,
    refused: ended('refused'),
    withdrawn: ended('withdrawn'),
    stopped: ended('stopped'),
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
    times: fc.tuple(minute, minute, minute).map((times) => times.toSorted((a, b) => a - b)),
    fate: fc.constantFrom('open', 'result', 'returned', 'refused', 'withdrawn', 'stopped'),
    result: fc.constantFrom('early', 'on_time', 'late'),
  })
  .map(({ agency, times: [received, finished, ended], fate, result }) => ({
    agency,
    receivedAt: at(received!),
    finishedAt: fate === 'result' || fate === 'returned' ? at(finished!) : null,
    endedAt: fate === 'open' || fate === 'result' ? null : at(ended!),
    outcome: fate === 'open' ? null : fate === 'result' || fate === 'returned' ? result : fate,
  }))

describe('the board', () => {
  test('equals a recount of every dossier, for every day and agency', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 25 }), fc.integer({ min: 0, max: 6 }), async (entries, days) => {
        await write(entries)
        const on = firstDay.add({ days })
        const board = await getBoard(db.kysely, on)
        expect(board.today).toEqual(recount(on, null))
        expect(board.yesterday).toEqual({
          on: board.yesterday.on,
          ...recount(Temporal.PlainDate.from(board.yesterday.on), null),
        })
        for (const { code, received, early, onTime, late, waiting } of board.agencies) {
          const { refused: _1, withdrawn: _2, stopped: _3, ...figures } = recount(on, code)
          expect({ received, early, onTime, late, waiting }).toEqual(figures)
        }
      }),
      { numRuns: 40 },
    )
    // The property has seen every kind of fate, so equality was not the equality of noughts.
    expect(new Set(written.map((each) => each.outcome)).size).toBe(7)
  })

  test('without a day shows today, and the last day before it that received anything', async () => {
    await write([
      {
        agency: 'H47.01',
        receivedAt: firstDay.toZonedDateTime(zone).add({ hours: 9 }).toInstant().toString(),
        finishedAt: null,
        endedAt: null,
        outcome: null,
      },
    ])
    const board = await getBoard(db.kysely)
    expect(board.on).toBe(today.toString())
    const days = written.map((each) => Temporal.Instant.from(each.receivedAt).toZonedDateTimeISO(zone).toPlainDate().toString())
    expect(board.yesterday.on).toBe(
      days
        .filter((day) => day < board.on)
        .sort()
        .at(-1),
    )
  })

  test('everything ever received is in exactly one place', async () => {
    const { today: figures } = await getBoard(db.kysely)
    const settled = written.filter((each) => each.outcome !== null).length
    expect(figures.waiting + settled).toBe(written.length)
  })

  test('does not count the dossiers of another locality', async () => {
    const before = await getBoard(db.kysely)
    const receivedAt = Temporal.Now.instant().toString()
    await write([{ agency: 'H47.01', receivedAt, finishedAt: null, endedAt: null, outcome: null }], otherLocality)
    const after = await getBoard(db.kysely)
    expect(after.today).toEqual(before.today)
    const theirs = await getBoard(db.as(otherLocality).kysely)
    expect(theirs.today).toMatchObject({ received: 1, waiting: 1 })
  })

  test('refuses a day that has not begun', async () => {
    await expect(getBoard(db.kysely, today.add({ days: 1 }))).rejects.toThrow(Refused)
  })
})

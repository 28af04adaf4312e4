import { randomInt } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createAgency } from '#agency'
import { createCentre } from '#centre'
import type { AccountId, AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { castRating } from './commands/cast-rating.ts'
import { countBallots } from './commands/count-ballots.ts'
import { inviteToRate } from './commands/invite-to-rate.ts'
import { findRatingLink } from './commands/rating-link.ts'
import { faces } from './domain/rating.ts'
import { findRatingFaults } from './queries/find-rating-faults.ts'

// The ballot drill: someone who reads the whole database as its superuser, and knows who was served by whom on which day and
// in which order the links were used, tries to tell which rating is whose. What each person answered is known here alone.
const db = await testDatabase()
const centreIds: CentreId[] = []
for (const code of ['TT1', 'TT2']) centreIds.push((await createCentre(db.kysely, { code, name: 'Trung tâm', address: 'x', phone: '1' })).id)
for (const code of ['H47.01', 'H47.02'])
  await createAgency(db.kysely, { code, name: 'Sở Tư pháp', shortName: 'STP', kind: 'provincial', sortOrder: 1 })
const agencyIds = (await db.peek<{ id: AgencyId }>('select id from agency.agency order by code')).map(({ id }) => id)
const officerIds: AccountId[] = []
for (const login of ['mot', 'hai', 'ba']) {
  const id = crypto.randomUUID() as AccountId
  await db.peek(
    `insert into identity.account (locality_id, id, login, display_name, password_hash) values (${testLocality}, $1, $2, 'Cán bộ', 'x')`,
    [id, login],
  )
  officerIds.push(id)
}

type Person = { dossierId: DossierId; words: string }
const people: Person[] = []

async function aPerson(centreId: CentreId, agencyId: AgencyId, officerId: AccountId | null): Promise<void> {
  const dossierId = crypto.randomUUID() as DossierId
  await db.peek(`begin; set local session_replication_role = replica;
    insert into dossier.dossier (locality_id, id, code, procedure_version_id, procedure_code, agency_id, centre_id, channel, handling,
      applicant_kind, applicant_name, applicant_folded, applicant_id_number, applicant_address, applicant_phone,
      state, holder_kind, received_at, finished_at, ended_at, outcome, last_seq, last_hash)
    values (${testLocality}, '${dossierId}', '${dossierId}', uuidv7(), '1.000001', '${agencyId}', '${centreId}', 'direct', 'forwarded',
      'person', 'A', 'a', '012345678901', 'x', '0905000000', 'returned', 'none', now(), now(), now(), 'early', 1, '\\x00'); commit`)
  await inviteToRate(db.kysely, db, { dossierId, agencyId, centreId, officerId, procedureName: 'x' })
  const link = await findRatingLink(db.kysely, db, dossierId, '')
  const words = `Ý kiến riêng ${people.length}`
  people.push({ dossierId, words })
  // The count is automatic: the fifth ballot of an officer triggers it.
  await castRating(db, { isStaff: false }, link?.split('/').at(-1) ?? '', {
    result: faces[randomInt(4)] ?? 'good',
    attitude: 'good',
    comment: words,
  })
}

// Two of everything, in a changing order: busy officers and one who serves few.
const served: (() => Promise<void>)[] = []
for (let n = 0; n < 80; n += 1) {
  const officerId = n % 11 === 0 ? officerIds[2] : officerIds[randomInt(2)]
  served.push(async () => await aPerson(centreIds[randomInt(2)]!, agencyIds[randomInt(2)]!, officerId ?? null))
}
for (const serve of served) await serve()
await countBallots(db, 'when_enough')
const beforeClose = await db.peek('select from feedback.rating')
await countBallots(db, 'closing_day')

type Row = {
  who: string | null
  words: string
  xmin: string
  place: string
  id: string
  day: string
  centre: string
  agency: string | null
  officer: string | null
}
const dossierOfWords = new Map(people.map(({ words, dossierId }) => [words, dossierId as string]))

async function ratings(): Promise<Row[]> {
  const rows =
    await db.peek<Row>(`select comment as words, xmin::text, ctid::text as place, id, on_day as day, centre_id as centre, agency_id as agency,
    officer_id as officer from feedback.rating order by ctid`)
  return rows.map((row) => ({ ...row, who: dossierOfWords.get(row.words) ?? null }))
}

/** The links that an attacker with the database can assign to a rating: counted ones that fit all its attributes. */
async function suspects(extra: string): Promise<{ words: string; whos: string[] }[]> {
  return await db.peek(`select r.comment as words, array_agg(i.dossier_id::text order by i.ctid) as whos
    from feedback.rating r join feedback.invitation i on i.counted_on = r.on_day and i.centre_id = r.centre_id
      and (r.agency_id is null or i.agency_id = r.agency_id) and (r.officer_id is null or i.officer_id = r.officer_id) ${extra}
    group by r.comment`)
}

describe('who reads the whole database as its superuser', () => {
  test('sees all answers, and the totals balance', async () => {
    const waiting = await db.peek('select from feedback.urn')
    expect((await ratings()).length + waiting.length).toBe(people.length)
    // Fewer than five of a centre may wait for tomorrow.
    expect(waiting.length).toBeLessThan(10)
    expect(beforeClose.length).toBeGreaterThan(40)
    expect(await findRatingFaults(db.kysely)).toEqual([])
  })

  test.each([
    ['day × centre × agency × officer', ''],
    ['transaction numbers as well', 'and i.xmin = r.xmin'],
  ])('finds five people or more behind each rating, by %s', async (_how, extra) => {
    const found = await suspects(extra)
    expect(found.length).toBe((await ratings()).length)
    expect(found.filter(({ whos }) => whos.length < 5)).toEqual([])
    // The right one is among them: this is what the drill would find if the group were one.
    expect(found.every(({ words, whos }) => whos.includes(dossierOfWords.get(words) ?? ''))).toBe(true)
  })

  test('finds five or more after the rows are frozen too', async () => {
    await db.peek('vacuum (freeze) feedback.rating')
    await db.peek('vacuum (freeze) feedback.invitation')
    const found = await suspects('and i.xmin = r.xmin')
    expect(found.filter(({ whos }) => whos.length < 5)).toEqual([])
  })

  test.each([
    ['the place of the rows', 'ctid'],
    ['the identifiers', 'id'],
  ])('guesses no better than chance by the order of %s', async (_how, order) => {
    const lying = await db.peek<{ words: string; xmin: string; key: string }>(`select comment as words, xmin::text,
      concat(centre_id, agency_id, officer_id) as key from feedback.rating order by ${order}`)
    const groups = Map.groupBy(lying, ({ xmin, key }) => `${xmin} ${key}`)
    // In the order of casting, which somebody at the door may have written down, and in the order of the links.
    const castOrder = people.map(({ words }) => words)
    const linkOrder = await db.peek<{ dossier_id: string }>(`select dossier_id from feedback.invitation order by ${order}`)
    const wordsOf = new Map(people.map(({ words, dossierId }) => [dossierId as string, words]))
    for (const known of [castOrder, linkOrder.map(({ dossier_id }) => wordsOf.get(dossier_id) ?? '')]) {
      // Pairs of one group that lie in the order of the known list. An order that says something has all of them, or none.
      let [inOrder, pairs] = [0, 0]
      for (const group of groups.values()) {
        const truth = known.filter((words) => group.some((one) => one.words === words))
        for (const [at, { words }] of group.entries())
          for (const later of group.slice(at + 1)) {
            pairs += 1
            if (truth.indexOf(words) < truth.indexOf(later.words)) inOrder += 1
          }
      }
      // Chance gives a half; 0.3 beside it is more than five standard deviations away.
      expect(Math.abs(inOrder / pairs - 0.5), `${inOrder} of ${pairs}`).toBeLessThan(0.3)
    }
  })

  test('learns nothing about a waiting ballot, not even whether it has a comment', async () => {
    const rest = Array.from({ length: 3 }, () => aPerson(centreIds[0]!, agencyIds[0]!, null))
    await Promise.all(rest)
    const waiting = await db.peek<{ id: string; length: number }>(`select id, length(sealed) as length from feedback.urn`)
    expect(waiting.length).toBeGreaterThanOrEqual(3)
    expect(new Set(waiting.map(({ length }) => length)).size).toBe(1)
    const secret = people.slice(-3).map(({ words }) => words)
    for (const { name } of await everyTable()) {
      const rows = await db.peek<{ row: string }>(`select t::text as row from ${name} t`)
      expect(
        rows.filter(({ row }) => secret.some((words) => row.includes(words))),
        name,
      ).toEqual([])
    }
  })
})

async function everyTable(): Promise<{ name: string }[]> {
  return await db.peek(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
}

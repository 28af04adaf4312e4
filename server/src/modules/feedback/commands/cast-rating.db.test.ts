import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createAgency } from '#agency'
import { createCentre } from '#centre'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { Refused } from '#kernel/refusal.ts'
import { databaseFault } from '#platform/db/database.ts'
import { otherLocality, testDatabase, testLocality } from '#platform/testing/postgres.ts'
import { findRatingFaults } from '../queries/find-rating-faults.ts'
import { getInvitation } from '../queries/find-invitation.ts'
import { getSatisfaction } from '../queries/get-satisfaction.ts'
import { castRating } from './cast-rating.ts'
import { countBallots } from './count-ballots.ts'
import { inviteToRate } from './invite-to-rate.ts'
import { findRatingLink } from './rating-link.ts'

const db = await testDatabase()
const { id: centreId } = await createCentre(db.kysely, {
  code: 'TT',
  name: 'Trung tâm một cửa',
  address: 'Tam Kỳ',
  phone: '1022',
})
await createAgency(db.kysely, {
  code: 'H47.01',
  name: 'Sở Tư pháp',
  shortName: 'STP',
  kind: 'provincial',
  sortOrder: 1,
})
const [agency] = await db.peek<{ id: string }>(`select id from agency.agency`)
const agencyId = agency!.id as AgencyId
const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()

const citizen = { isStaff: false }
const officer = { isStaff: true }
const content = { result: 'very_good', attitude: 'good', comment: null } as const

let made = 0
async function aReturnedDossier(): Promise<DossierId> {
  made += 1
  const id = crypto.randomUUID()
  await db.peek(`begin; set local session_replication_role = replica;
    insert into dossier.dossier (locality_id, id, code, procedure_version_id, procedure_code, agency_id, centre_id, channel, handling,
      applicant_kind, applicant_name, applicant_folded, applicant_id_number, applicant_address, applicant_phone,
      state, holder_kind, received_at, finished_at, ended_at, outcome, last_seq, last_hash)
    values (${testLocality}, '${id}', 'T-${made}', uuidv7(), '1.000001', '${agencyId}', '${centreId}', 'direct', 'forwarded',
      'person', 'Nguyễn Văn A', 'nguyen van a', '012345678901', 'Tam Kỳ', '0905000000',
      'returned', 'none', now(), now(), now(), 'early', 1, '\\x00'); commit`)
  return id as DossierId
}

async function aLink(dossierId?: DossierId): Promise<string> {
  const id = dossierId ?? (await aReturnedDossier())
  await inviteToRate(db.kysely, db, {
    dossierId: id,
    agencyId,
    centreId: centreId as CentreId,
    officerId: null,
    procedureName: 'Đăng ký khai sinh',
  })
  return (await findRatingLink(db.kysely, db, id, 'https://motcua.example'))!.split('/').at(-1)!
}

const codeOf = async (attempt: Promise<unknown>): Promise<string> => {
  try {
    await attempt
    return 'done'
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code
    throw error
  }
}

/** Ballots cast, counted or not. */
const ratings = async (): Promise<number> => (await db.peek(`select from feedback.rating union all select from feedback.urn`)).length

/** As many that the next count takes them, and the count itself. */
async function castEnough(): Promise<void> {
  for (let n = 0; n < 5; n += 1) await castRating(db, citizen, await aLink(), content)
  await countBallots(db, 'when_enough')
}

describe('a rating', () => {
  test('is cast once with the link given at the return of the result', async () => {
    const token = await aLink()
    expect(await getInvitation(db.kysely, token)).toEqual({
      open: true,
      procedureName: 'Đăng ký khai sinh',
      centreName: 'Trung tâm một cửa',
    })
    const before = await ratings()
    await castRating(db, citizen, token, { ...content, comment: '  Nhanh,   rõ ràng ' })
    expect(await getInvitation(db.kysely, token)).toMatchObject({ open: false })
    expect(await codeOf(castRating(db, citizen, token, content))).toBe('RATING_LINK_CLOSED')
    expect((await ratings()) - before).toBe(1)
    await castEnough()
    expect(await db.peek(`select comment from feedback.rating where comment is not null`)).toEqual([{ comment: 'Nhanh, rõ ràng' }])
  })

  test('is stored once when ten attempts are concurrent', async () => {
    const token = await aLink()
    const before = await ratings()
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => codeOf(castRating(db, citizen, token, content))))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'RATING_LINK_CLOSED')).toHaveLength(9)
    expect((await ratings()) - before).toBe(1)
  })

  test('of ten concurrent people is stored ten times', async () => {
    const tokens = await Promise.all(Array.from({ length: 10 }, () => aLink()))
    const before = await ratings()
    const outcomes = await Promise.all(tokens.map((token) => codeOf(castRating(db, citizen, token, content))))
    expect(outcomes).toEqual(Array.from({ length: 10 }, () => 'done'))
    expect((await ratings()) - before).toBe(10)
  })

  test('is refused to staff, and the link remains valid', async () => {
    const token = await aLink()
    expect(await codeOf(castRating(db, officer, token, content))).toBe('RATING_NOT_BY_STAFF')
    expect(await codeOf(castRating(db, citizen, token, content))).toBe('done')
  })

  test('needs a link that was issued', async () => {
    expect(await codeOf(castRating(db, citizen, 'AAAAAAAAAAAAAAAAAAAAAA', content))).toBe('RATING_LINK_UNKNOWN')
    expect(await codeOf(getInvitation(db.kysely, 'AAAAAAAAAAAAAAAAAAAAAA'))).toBe('RATING_LINK_UNKNOWN')
  })

  test('is not possible with a link of another locality', async () => {
    const token = await aLink()
    expect(await codeOf(castRating(db.as(otherLocality), citizen, token, content))).toBe('RATING_LINK_UNKNOWN')
    expect(await getInvitation(db.kysely, token)).toMatchObject({ open: true })
  })

  test('is not possible after the last day of the link', async () => {
    const token = await aLink()
    await db.peek(`update feedback.invitation set invited_on = invited_on - 60, expires_on = current_date - 2 where not is_spent`)
    expect(await codeOf(castRating(db, citizen, token, content))).toBe('RATING_LINK_CLOSED')
  })
})

describe('a second link for the same dossier', () => {
  test('replaces the first while nobody has rated', async () => {
    const dossier = await aReturnedDossier()
    const lost = await aLink(dossier)
    const found = await aLink(dossier)
    expect(await codeOf(castRating(db, citizen, lost, content))).toBe('RATING_LINK_UNKNOWN')
    expect(await codeOf(castRating(db, citizen, found, content))).toBe('done')
  })

  test('is not issued after somebody rated', async () => {
    const dossier = await aReturnedDossier()
    await castRating(db, citizen, await aLink(dossier), content)
    const input = { dossierId: dossier, agencyId, centreId: centreId as CentreId, officerId: null, procedureName: '' }
    expect(await inviteToRate(db.kysely, db, input)).toBe(false)
    expect(await findRatingLink(db.kysely, db, dossier, '')).toBeNull()
  })
})

describe('the application’s own role', () => {
  const refusedBy = async (statement: string): Promise<string | undefined> => {
    try {
      await sql.raw(statement).execute(db.kysely)
      return undefined
    } catch (error) {
      const fault = databaseFault(error)
      return fault?.constraint ?? fault?.code
    }
  }

  test('can neither change nor remove a rating', async () => {
    await castEnough()
    expect(await refusedBy(`update feedback.rating set result = 'very_good'`)).toBe('42501')
    expect(await refusedBy(`delete from feedback.rating`)).toBe('42501')
    expect(await refusedBy(`delete from feedback.invitation`)).toBe('42501')
  })

  test('cannot join a rating to its link by the transaction that wrote both', async () => {
    const join = `select dossier_id from feedback.invitation i join feedback.rating r on r.xmin = i.xmin`
    expect(await refusedBy(join)).toBe('42501')
  })

  test('cannot open a used link again', async () => {
    await castRating(db, citizen, await aLink(), content)
    expect(await refusedBy(`update feedback.invitation set is_spent = false where is_spent`)).toBe('invitation_used_once')
  })
})

describe('who rated', () => {
  test('a rating has no column that leads to a dossier, a person or an instant', async () => {
    const columns = await db.peek<{ name: string; type: string }>(
      `select attname as name, format_type(atttypid, null) as type from pg_attribute
       where attrelid = 'feedback.rating'::regclass and attnum > 0 order by attnum`,
    )
    expect(columns.map(({ name }) => name)).toEqual([
      'locality_id',
      'id',
      'on_day',
      'centre_id',
      'agency_id',
      'officer_id',
      'result',
      'attitude',
      'comment',
    ])
    expect(columns.filter(({ type }) => type.startsWith('timestamp'))).toEqual([])
  })
})

describe('satisfaction', () => {
  test('is of ballots that were counted, at least five together', async () => {
    await castEnough()
    while ((await db.peek('select from feedback.urn')).length > 0) {
      await castRating(db, citizen, await aLink(), content)
      await countBallots(db, 'when_enough')
    }
    const before = (await getSatisfaction(db.kysely, today)).count
    for (let n = 0; n < 4; n += 1) await castRating(db, citizen, await aLink(), { ...content, result: 'bad' })
    await countBallots(db, 'when_enough')
    expect((await getSatisfaction(db.kysely, today)).count).toBe(before)
    await castRating(db, citizen, await aLink(), { ...content, result: 'bad' })
    await countBallots(db, 'when_enough')
    const after = await getSatisfaction(db.kysely, today)
    expect([after.count - before, after.result.bad]).toEqual([5, 5])
  })

  test('the fifth ballot triggers the count', async () => {
    await countBallots(db, 'closing_day')
    const before = (await getSatisfaction(db.kysely, today)).count
    for (let n = 0; n < 5; n += 1) await castRating(db, citizen, await aLink(), content)
    await expect.poll(async () => (await getSatisfaction(db.kysely, today)).count).toBeGreaterThanOrEqual(before + 5)
  })

  test('says how many were asked and how many of them answered', async () => {
    const before = await getSatisfaction(db.kysely, today)
    await aLink()
    await castRating(db, citizen, await aLink(), content)
    const after = await getSatisfaction(db.kysely, today)
    expect([after.asked - before.asked, after.answered - before.answered]).toEqual([2, 1])
  })

  test('a rating without a spent link is found, and a ballot taken from the urn', async () => {
    await castRating(db, citizen, await aLink(), content)
    await castRating(db, citizen, await aLink(), content)
    expect(await findRatingFaults(db.kysely)).toEqual([])
    await db.peek(`
      insert into feedback.rating (locality_id, on_day, agency_id, centre_id, result, attitude)
      values (${testLocality}, '2026-01-06', '${agencyId}', '${centreId}', 'very_good', 'good')`)
    expect(await findRatingFaults(db.kysely)).toEqual([{ day: '2026-01-06', ratings: 1, spent: 0 }])
    await db.peek(`delete from feedback.rating where on_day = '2026-01-06'`)
    await db.peek(`delete from feedback.urn where id = (select id from feedback.urn limit 1)`)
    expect(await findRatingFaults(db.kysely)).toEqual([{ day: null, ratings: expect.any(Number), spent: expect.any(Number) }])
  })
})

import { describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { setDeadlineSetting } from '#calendar'
import { Refused } from '#kernel/refusal.ts'
import { inTransaction } from '#platform/db/database.ts'
import { verify } from '#oversight'
import { testCentre } from '../../testing/test-centre.ts'
import { systemActor } from './domain/system-actor.ts'
import { findPublicView } from './queries/dossier-view.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { db, call } = centre

const procedures = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&limit=1')
const forwarded = procedures.body.items[0]?.code ?? ''
const dossiers = await dossiersAt(centre, forwarded)
// Five working days by promise and eight by law, so that every date below can be counted on the fingers.
await db.peek(
  `update procedure.procedure_version set legal_amount = 8, legal_unit = 'working_days', committed_amount = 5, committed_unit = 'working_days'`,
)
await db.peek(`update procedure.version_channel set limit_amount = null, limit_unit = null`)

async function due(code: string): Promise<string | null> {
  const [row] = await db.peek<{ due: string | null }>(
    `select to_char(committed_due_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI') as due from dossier.dossier where code = $1`,
    [code],
  )
  return row?.due ?? null
}

/** The promised instant and that of the law. */
async function bothDue(code: string): Promise<(string | null)[]> {
  const day = (column: string): string => `to_char(${column} at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI')`
  const [row] = await db.peek<{ due: (string | null)[] }>(
    `select array[${day('committed_due_at')}, ${day('legal_due_at')}] as due from dossier.dossier where code = $1`,
    [code],
  )
  return row?.due ?? []
}
/** The legal grounds of the clock changes of a dossier. */
async function groundsOf(code: string): Promise<string[]> {
  const rows = await db.peek<{ law: string }>(
    `select s.law from dossier.clock_stop s join dossier.dossier d on d.id = s.dossier_id where d.code = $1 order by s.seq`,
    [code],
  )
  return rows.map(({ law }) => law)
}

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code
    throw error
  }
  return 'nothing refused it'
}

const reason = 'Theo biên bản'

// March 2026 has no holiday; Monday the 2nd, office hours 7:00–11:30 and 13:30–17:00.
describe('suspend, restart and extend are three different things', () => {
  test('a stop of two working days moves the day by two; a restart begins the five again; an extension of three adds three', async () => {
    const [paused, restarted, extended] = [
      await dossiers.inAgency('2026-03-02T09:00'),
      await dossiers.inAgency('2026-03-02T09:00'),
      await dossiers.inAgency('2026-03-02T09:00'),
    ]
    expect([await due(paused), await due(restarted), await due(extended)]).toEqual(Array.from({ length: 3 }, () => '2026-03-09T09:00'))

    await dossiers.act('2026-03-03T09:00', paused, 'suspend', 'case_officer', { cause: 'field_verification', reason })
    await dossiers.act('2026-03-05T09:00', paused, 'resume', 'case_officer')
    await dossiers.act('2026-03-05T09:00', restarted, 'restart_clock', 'signatory', { cause: 'request_changed', reason })
    await dossiers.act('2026-03-05T09:00', extended, 'request_extension', 'case_officer', { cause: 'complex_content', days: 3, reason })
    expect(await due(extended), 'asked for is not granted').toBe('2026-03-09T09:00')
    await dossiers.act('2026-03-06T09:00', extended, 'approve_extension', 'signatory')
    expect([await due(paused), await due(restarted), await due(extended)]).toEqual([
      '2026-03-11T09:00',
      '2026-03-12T09:00',
      '2026-03-12T09:00',
    ])
  })

  test('several stops of one dossier each add back their own time', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    for (const [from, to] of [
      ['03', '04'],
      ['05', '06'],
    ]) {
      await dossiers.act(`2026-03-${from}T10:00`, code, 'suspend', 'case_officer', { cause: 'outside_opinion', reason })
      await dossiers.act(`2026-03-${to}T10:00`, code, 'resume', 'case_officer')
    }
    expect(await due(code)).toBe('2026-03-11T09:00')
  })

  test('a cause is used no more often than allowed', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'suspend', 'case_officer', { cause: 'field_verification', reason })
    await dossiers.act('2026-03-03T10:00', code, 'resume', 'case_officer')
    expect(await refusal(dossiers.act('2026-03-04T09:00', code, 'suspend', 'case_officer', { cause: 'field_verification', reason }))).toBe(
      'CAUSE_USED_UP',
    )
    await dossiers.act('2026-03-04T09:00', code, 'restart_clock', 'signatory', { cause: 'request_changed', reason })
    expect(await refusal(dossiers.act('2026-03-05T09:00', code, 'restart_clock', 'signatory', { cause: 'request_changed', reason }))).toBe(
      'CAUSE_USED_UP',
    )
  })

  test('a stop cannot last longer than its cause allows, nor end in the past', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    const stop = async (until: string): Promise<string> =>
      await refusal(dossiers.act('2026-03-03T09:00', code, 'suspend', 'case_officer', { cause: 'field_verification', until, reason }))
    // Ten working days from 3 March end on the 17th.
    expect([await stop('2026-03-18'), await stop('2026-03-02')]).toEqual(['STOP_TOO_LONG', 'STOP_TOO_LONG'])
    expect(await stop('2026-03-17')).toBe('nothing refused it')
  })

  test('a stop that is not ended expires by itself: the due day is the same, resumed late or not yet', async () => {
    const [forgotten, late] = [await dossiers.inAgency('2026-03-02T09:00'), await dossiers.inAgency('2026-03-02T09:00')]
    for (const code of [forgotten, late]) {
      await dossiers.act('2026-03-03T09:00', code, 'suspend', 'case_officer', { cause: 'field_verification', until: '2026-03-04', reason })
    }
    await dossiers.act('2026-03-06T15:00', late, 'resume', 'case_officer')
    const [stop] = await db.peek<{ to: string }>(
      `select to_char(s.to_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') as to from dossier.clock_stop s join dossier.dossier d on d.id = s.dossier_id where d.code = $1`,
      [late],
    )
    expect(stop?.to).toBe('2026-03-05 00:00')
    expect(await due(forgotten)).toBe('2026-03-10T17:00')
    expect(await due(late)).toBe('2026-03-10T17:00')
  })

  test('the applicant’s payment resumes the clock; the agency cannot', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'suspend', 'case_officer', {
      cause: 'financial_duty',
      paidElsewhere: { office: 'Thuế cơ sở 3', notice: 'Thông báo số 12/TB-TCS3' },
      reason,
    })
    expect(await due(code)).toBeNull()
    expect(await refusal(dossiers.act('2026-03-04T09:00', code, 'resume', 'case_officer'))).toBe('WAITS_FOR_PAYMENT')
    await dossiers.act('2026-03-04T09:00', code, 'confirm_payment', 'counter_officer')
    expect(await due(code)).toBe('2026-03-10T09:00')
  })

  test('a processing officer cannot restart their own clock: a restart is for the head or the signatory', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    expect(
      await refusal(dossiers.act('2026-03-03T09:00', code, 'restart_clock', 'case_officer', { cause: 'request_changed', reason })),
    ).toBe('DOSSIER_WRONG_ROLE')
  })
})

describe('an extension that promises a day after the limit by law', () => {
  const days = async (code: string, count: number) =>
    (
      await call<{ dueAfter: string; legalDueAt: string; isPastLaw: boolean }>(
        await centre.as('giamdoc'),
        'GET',
        `/dossiers/${code}/new-day?act=request_extension&days=${count}`,
      )
    ).body
  const extendedBy = async (count: number): Promise<string> => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'request_extension', 'case_officer', { cause: 'complex_content', days: count, reason })
    await dossiers.act('2026-03-04T09:00', code, 'approve_extension', 'signatory')
    return code
  }
  const tracked = async (code: string) => (await findPublicView(db.kysely, code))?.legalDuePassed ?? null
  const noteOf = async (code: string) => {
    const view = await call<{ timeline: { act: string; note: string }[] }>(await centre.as('giamdoc'), 'GET', `/dossiers/${code}`)
    return view.body.timeline.find(({ act }) => act === 'approve_extension')?.note ?? ''
  }

  test('moves the promise and never the limit; the day of the limit itself is allowed', async () => {
    // Five by promise, eight by law: three more end on the day and hour of the limit.
    const [upTo, beyond] = [await extendedBy(3), await extendedBy(4)]
    expect(await bothDue(upTo)).toEqual(['2026-03-12T09:00', '2026-03-12T09:00'])
    expect(await bothDue(beyond)).toEqual(['2026-03-13T09:00', '2026-03-12T09:00'])
    expect([await tracked(upTo), await tracked(beyond)]).toEqual([null, '2026-03-12T09:00:00+07:00'])
    expect(await noteOf(upTo)).not.toContain('thời hạn theo pháp luật')
    expect(await noteOf(beyond)).toContain('thời hạn theo pháp luật không thay đổi')
  })

  test('is announced before it is requested', async () => {
    const now = Temporal.Now.zonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDateTime().toString({ smallestUnit: 'minute' })
    const code = await dossiers.inAgency(now)
    const [upTo, beyond] = [await days(code, 3), await days(code, 4)]
    expect([upTo.isPastLaw, beyond.isPastLaw]).toEqual([false, true])
    expect([upTo.dueAfter, beyond.legalDueAt]).toEqual([upTo.legalDueAt, upTo.legalDueAt])
  })

  test('does not change lateness by law: passing the limit is reported as before', async () => {
    const code = await extendedBy(4)
    const system = systemActor(db.localityId)
    expect(await refusal(dossiers.actBy('2026-03-12T08:59', code, 'note_late_by_law', system))).toBe('LEGAL_LIMIT_NOT_PASSED')
    await dossiers.actBy('2026-03-12T09:01', code, 'note_late_by_law', system)
    expect(await refusal(dossiers.actBy('2026-03-12T09:02', code, 'note_late', system))).toBe('NOT_LATE')
  })
})

describe('an extension', () => {
  const ask = { cause: 'complex_content', days: 3, reason } as const

  test('is requested a day before the due day at the latest', async () => {
    const [inTime, tooLate] = [await dossiers.inAgency('2026-03-02T09:00'), await dossiers.inAgency('2026-03-02T09:00')]
    await dossiers.act('2026-03-08T23:59', inTime, 'request_extension', 'case_officer', ask)
    const askedAt = async (when: string): Promise<string> =>
      await refusal(dossiers.act(when, tooLate, 'request_extension', 'case_officer', ask))
    expect(await askedAt('2026-03-09T00:00'), 'the promised day').toBe('EXTENSION_AFTER_PROMISE')
    expect(await askedAt('2026-03-12T00:00'), 'the last day by law').toBe('EXTENSION_TOO_LATE')
  })

  test('is signed a day before the due day at the latest: the paragraph requires the signed letter by then', async () => {
    const [inTime, tooLate] = [await dossiers.inAgency('2026-03-02T09:00'), await dossiers.inAgency('2026-03-02T09:00')]
    for (const code of [inTime, tooLate]) await dossiers.act('2026-03-03T09:00', code, 'request_extension', 'case_officer', ask)
    expect(await refusal(dossiers.act('2026-03-09T00:00', tooLate, 'approve_extension', 'signatory'))).toBe('EXTENSION_AFTER_PROMISE')
    expect(await refusal(dossiers.act('2026-03-09T08:59', tooLate, 'approve_extension', 'signatory'))).toBe('EXTENSION_AFTER_PROMISE')
    expect(await due(tooLate)).toBe('2026-03-09T09:00')
    await dossiers.act('2026-03-08T23:59', inTime, 'approve_extension', 'signatory')
    expect(await due(inTime)).toBe('2026-03-12T09:00')
  })

  test('is granted once, and a second request is refused', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'request_extension', 'case_officer', ask)
    expect(await refusal(dossiers.act('2026-03-03T10:00', code, 'request_extension', 'case_officer', ask))).toBe('EXTENSION_ALREADY_ASKED')
    await dossiers.act('2026-03-04T09:00', code, 'approve_extension', 'signatory')
    expect(await refusal(dossiers.act('2026-03-05T09:00', code, 'request_extension', 'case_officer', ask))).toBe('REAPPOINTED_ONCE')
  })

  test('declined keeps the day, and may be requested again', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'request_extension', 'case_officer', ask)
    await dossiers.act('2026-03-03T10:00', code, 'decline_extension', 'signatory', { reason })
    expect(await due(code)).toBe('2026-03-09T09:00')
    expect(await refusal(dossiers.act('2026-03-04T09:00', code, 'request_extension', 'case_officer', ask))).toBe('nothing refused it')
  })

  test('cannot be signed after the day has passed; an apology sets a new day and the dossier remains late', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'request_extension', 'case_officer', ask)
    expect(await refusal(dossiers.act('2026-03-10T09:00', code, 'approve_extension', 'signatory'))).toBe('ALREADY_LATE')
    await dossiers.act('2026-03-10T09:00', code, 'apologise', 'signatory', { days: 2, reason })
    expect(await due(code)).toBe('2026-03-09T09:00')
    const rows = await db.peek(
      `select kind, decision, to_char(due_after at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') as after from dossier.reappointment r
         join dossier.dossier d on d.id = r.dossier_id where d.code = $1 order by r.seq`,
      [code],
    )
    expect(rows).toEqual([
      { kind: 'extension', decision: 'lapsed', after: null },
      { kind: 'apology', decision: 'granted', after: '2026-03-12 17:00' },
    ])
  })

  test('waits while the clock is stopped without an end: there is no day to move', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'request_extension', 'case_officer', ask)
    await dossiers.act('2026-03-03T10:00', code, 'suspend', 'case_officer', { cause: 'force_majeure', reason })
    expect(await refusal(dossiers.act('2026-03-03T11:00', code, 'approve_extension', 'signatory'))).toBe('CLOCK_STANDS_STILL')
    await dossiers.act('2026-03-04T10:00', code, 'resume', 'case_officer')
    await dossiers.act('2026-03-04T11:00', code, 'approve_extension', 'signatory')
    expect(await due(code)).toBe('2026-03-13T09:00')
    expect(await refusal(dossiers.act('2026-03-04T12:00', code, 'approve_extension', 'signatory'))).toBe('NO_EXTENSION_ASKED')
  })

  test('two concurrent signatures grant one extension', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'request_extension', 'case_officer', ask)
    const signed = await Promise.all([
      refusal(dossiers.act('2026-03-04T09:00', code, 'approve_extension', 'signatory')),
      refusal(dossiers.act('2026-03-04T09:00', code, 'approve_extension', 'signatory')),
    ])
    expect(signed.toSorted()).toEqual(['NO_EXTENSION_ASKED', 'nothing refused it'])
    expect(await due(code)).toBe('2026-03-12T09:00')
  })
})

describe('constraints of the tables', () => {
  test('two stops at the same time are refused by the database', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-03T09:00', code, 'suspend', 'case_officer', { cause: 'field_verification', reason })
    await dossiers.act('2026-03-05T09:00', code, 'resume', 'case_officer')
    const overlapping = inTransaction(db.kysely, async (tx) => {
      await sql`insert into dossier.clock_stop (dossier_id, seq, cause, law, from_at, to_at)
        select id, 99, 'force_majeure', 'x', '2026-03-04T09:00+07', '2026-03-06T09:00+07' from dossier.dossier where code = ${code}`.execute(
        tx,
      )
    })
    await expect(overlapping).rejects.toThrow(/clock_stops_never_overlap/)
  })
})

describe('a supplement', () => {
  test('restarts both limits from its receipt, unless the locality chose to continue them; a dossier keeps its initial setting', async () => {
    const before = await dossiers.inAgency('2026-03-02T09:00')
    // From a day on: dossiers that begin before it do not follow.
    const choice = { name: 'onSupplement', fromOn: '2026-01-01', accountId: null } as const
    await setDeadlineSetting(db.kysely, { ...choice, value: 'pause', basis: 'Quyết định của tỉnh' })
    const after = await dossiers.inAgency('2026-03-02T09:00')
    for (const code of [before, after]) {
      await dossiers.act('2026-03-04T09:00', code, 'request_supplement', 'case_officer', {
        defects: [{ componentNo: null, text: 'Thiếu chữ ký' }],
      })
      await dossiers.act('2026-03-05T09:00', code, 'supplement', 'counter_officer', { papers: [], answered: [1] })
    }
    expect(await bothDue(before), 'five and eight days from the supplement').toEqual(['2026-03-12T09:00', '2026-03-17T09:00'])
    expect(await bothDue(after), 'two days used, one day waited').toEqual(['2026-03-10T09:00', '2026-03-13T09:00'])
    expect(await groundsOf(before)).toEqual(['61/2018/NĐ-CP Điều 19 khoản 4'])
    expect(await groundsOf(after)).toEqual([
      'Thiết lập của tỉnh hoặc của thủ tục (tính tiếp); 61/2018/NĐ-CP Điều 19 khoản 4 tính lại từ đầu',
    ])
    await setDeadlineSetting(db.kysely, { ...choice, value: 'restart', basis: 'Trở lại như nghị định' })
  })

  test('carries the applicant’s own deadline; only after it may the dossier be stopped for that', async () => {
    const code = await dossiers.inAgency('2026-03-02T09:00')
    await dossiers.act('2026-03-04T09:00', code, 'request_supplement', 'case_officer', {
      defects: [{ componentNo: null, text: 'Thiếu chữ ký' }],
      supplementDays: 5,
    })
    const stop = async (when: string): Promise<string> =>
      await refusal(dossiers.act(when, code, 'stop', 'counter_officer', { ground: 'supplement_lapsed', reason }))
    expect(await stop('2026-03-11T17:00')).toBe('SUPPLEMENT_NOT_LAPSED')
    expect(await stop('2026-03-12T07:00')).toBe('nothing refused it')
    expect((await db.peek(`select state, outcome from dossier.dossier where code = $1`, [code]))[0]).toEqual({
      state: 'stopped',
      outcome: 'stopped',
    })
  })
})

test('every invariant holds after these tests', async () => {
  expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
})

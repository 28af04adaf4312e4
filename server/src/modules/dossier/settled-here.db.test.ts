import { describe, expect, test } from 'vitest'
import { Refused } from '#kernel/refusal.ts'
import { verify } from '#oversight'
import { testCentre } from '../../testing/test-centre.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { db, call, as } = centre
/** Signed at the centre by a signatory of the department; settled by an authorised counter officer. */
const [signed, authorised] = [await dossiersAt(centre, '1.010195'), await dossiersAt(centre, '2.000829')]

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code
    throw error
  }
  return 'nothing refused it'
}
async function standing(code: string) {
  const [row] = await db.peek(
    `select d.state, d.step_no as step, d.holder_kind as holder, d.holder_role as role, a.code as agency from dossier.dossier d
      left join agency.v_agency a on a.id = d.holder_agency_id where d.code = $1`,
    [code],
  )
  return row
}
const result = { result: { number: '01/SLT', name: 'Bản sao' } }
const reason = 'Bản sao thiếu một trang'

describe('a dossier of a procedure that is settled within the day', () => {
  test('goes through its steps at the centre, and its signatory signs: the counter cannot', async () => {
    const code = await signed.accepted('2026-03-02T08:00')
    expect(await standing(code)).toEqual({ state: 'accepted', step: 2, holder: 'counter', role: null, agency: null })
    expect(await refusal(signed.act('2026-03-02T08:30', code, 'approve', 'counter_officer'))).toBe('SIGNATORY_SIGNS')
    await signed.act('2026-03-02T09:00', code, 'complete_step', 'counter_officer')
    expect(await standing(code)).toMatchObject({ state: 'accepted', step: 3, holder: 'agency', role: 'signatory' })
    expect(await refusal(signed.act('2026-03-02T09:10', code, 'approve', 'counter_officer'))).toBe('DOSSIER_WRONG_ROLE')
    expect(await refusal(signed.act('2026-03-02T09:10', code, 'record_result', 'counter_officer', result))).toBe('DOSSIER_WRONG_STATE')
    await signed.act('2026-03-02T10:00', code, 'approve', 'signatory')
    expect(await standing(code)).toMatchObject({ state: 'approved', step: 4, holder: 'counter', role: null })
    await signed.act('2026-03-02T10:30', code, 'record_result', 'counter_officer', result)
    expect(await standing(code)).toMatchObject({ state: 'result_recorded', holder: 'counter' })
  })

  test('is not signed by the person who received it or worked on it, whatever else they may sign', async () => {
    const code = await signed.accepted('2026-03-03T08:00')
    await signed.act('2026-03-03T09:00', code, 'complete_step', 'counter_officer')
    const counter = signed.actor('counter_officer')
    const both = { ...counter, grants: [...counter.grants, ...signed.actor('signatory').grants] }
    expect(['DRAFTER_CANNOT_DECIDE', 'RECEIVER_CANNOT_SIGN']).toContain(
      await refusal(signed.actBy('2026-03-03T09:30', code, 'approve', both)),
    )
    expect(['DRAFTER_CANNOT_DECIDE', 'RECEIVER_CANNOT_SIGN']).toContain(
      await refusal(signed.actBy('2026-03-03T09:30', code, 'refuse', both, { reason })),
    )
  })

  test('is returned by the signatory to the counter and continued, or refused in writing', async () => {
    const code = await signed.accepted('2026-03-04T08:00')
    await signed.act('2026-03-04T09:00', code, 'complete_step', 'counter_officer')
    await signed.act('2026-03-04T09:30', code, 'return_to_previous_step', 'signatory', { reason })
    expect(await standing(code)).toMatchObject({ state: 'accepted', step: 2, holder: 'counter' })
    await signed.act('2026-03-04T10:00', code, 'complete_step', 'counter_officer')
    await signed.act('2026-03-04T10:30', code, 'refuse', 'signatory', { reason })
    expect(await standing(code)).toMatchObject({ state: 'refused', holder: 'none' })
  })

  test('is charged to the counter and to the signatory’s agency, step by step', async () => {
    const code = await signed.accepted('2026-03-05T08:00')
    await signed.act('2026-03-05T09:00', code, 'complete_step', 'counter_officer')
    await signed.act('2026-03-05T09:20', code, 'approve', 'signatory')
    await signed.act('2026-03-05T09:30', code, 'record_result', 'counter_officer', result)
    const ledger = await call<{ entries: { holderKind: string; stepNo: number | null; workMs: number }[] }>(
      await as('tiepnhan1'),
      'GET',
      `/dossiers/${code}/ledger`,
    )
    expect(ledger.body.entries.slice(0, 3).map((each) => [each.holderKind, each.stepNo, each.workMs / 60_000])).toEqual([
      ['counter', 2, 60],
      ['agency', 3, 20],
      ['counter', 4, 10],
    ])
    const { body } = await call<{ stepClocks: { items: { no: number; usedMs: number; allottedText: string | null }[] } }>(
      await as('tiepnhan1'),
      'GET',
      `/dossiers/${code}`,
    )
    expect(body.stepClocks.items.map((each) => [each.no, each.usedMs / 60_000, each.allottedText !== null])).toEqual([
      [2, 60, true],
      [3, 20, true],
      [4, 10, true],
    ])
  })
})

describe('a dossier settled in one visit', () => {
  test('is signed at the counter where the process names no signatory, with the legal basis', async () => {
    const code = await authorised.accepted('2026-03-02T08:00')
    expect(await standing(code)).toMatchObject({ state: 'accepted', step: 2, holder: 'counter' })
    await authorised.act('2026-03-02T08:30', code, 'approve', 'counter_officer')
    expect(await standing(code)).toMatchObject({ state: 'approved', step: 3, holder: 'counter' })
    await authorised.act('2026-03-02T08:40', code, 'record_result', 'counter_officer', result)
    expect(await standing(code)).toMatchObject({ state: 'result_recorded' })
  })

  test('accepted before its steps were recorded is at the first step', async () => {
    const code = await signed.accepted('2026-03-06T08:00')
    await db.peek(`update dossier.dossier set step_no = null where code = $1`, [code])
    await signed.act('2026-03-06T09:00', code, 'complete_step', 'counter_officer')
    expect(await standing(code)).toMatchObject({ step: 3, holder: 'agency' })
  })
})

describe('a dossier received and approved by one person', () => {
  const seen = async (code: string) => {
    const { body } = await call<{ timeline: { act: string; note: string }[] }>(await as('giamdoc'), 'GET', `/dossiers/${code}`)
    const { body: csv } = await call<string>(await as('giamdoc'), 'GET', `/centres/${centre.centreId}/registers/2026/all.csv`)
    const line = String(csv)
      .split('\n')
      .find((each) => each.includes(code))
    return [body.timeline.find(({ act }) => act === 'approve')?.note, line?.includes('Một người tiếp nhận và duyệt')]
  }

  test('is marked in the record and in the register, and a dossier signed by another person is not', async () => {
    const alone = await authorised.accepted('2026-03-09T08:00')
    await authorised.act('2026-03-09T09:00', alone, 'approve', 'counter_officer')
    expect(await seen(alone)).toEqual(['Một người tiếp nhận và duyệt', true])
    const two = await signed.accepted('2026-03-09T08:00')
    await signed.act('2026-03-09T08:30', two, 'complete_step', 'counter_officer')
    await signed.act('2026-03-09T09:00', two, 'approve', 'signatory')
    expect(await seen(two)).toEqual(['', false])
  })
})

test('every invariant holds after these tests', async () => {
  expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { testCentre } from '../../testing/test-centre.ts'
import { manyAgencies, split, signed, step, threeAtOnce, to, join, end } from './testing/many-agencies.ts'
import type { DossierSeen } from './testing/many-agencies.ts'

const centre = await testCentre()
const { db, call, as } = centre
const { procedure, inAgency, act, see, newKey } = manyAgencies(centre)

const result = { number: '12/STP-YK', name: 'Ý kiến thẩm định pháp lý' }
const allowed = (of: DossierSeen, stepNo: number): string[] =>
  of.parts
    .filter((part) => part.stepNo === stepNo && part.closedAt === null)
    .flatMap((part) => part.actions.filter((each) => each.allowed).map((each) => each.act))
const open = (of: DossierSeen): number[] => of.parts.filter((part) => part.closedAt === null).map((part) => part.stepNo)
const clean = async () => (await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)
const done = (reply: { status: number; body: DossierSeen }): DossierSeen => {
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body
}

describe('a dossier of three agencies', () => {
  test('opens a part at each, is held by the one with the least time, joins when all are done, and is signed by the lead', async () => {
    const code = await inAgency(await procedure(threeAtOnce()))
    const before = (await see('thuly.skhdt', code)).body
    expect(before).toMatchObject({ parts: [], standing: [1], step: { name: 'Phân công thẩm định' } })
    expect((await see('thuly.sct', code)).status).toBe(404)

    const opened = done(await act('thuly.skhdt', code, 'complete_step'))
    expect(open(opened)).toEqual([2, 3, 5])
    expect(opened.standing).toEqual([2, 3, 5])
    expect(opened.step).toBeNull()
    expect(opened.parts.map((part) => [part.agency.code, part.kind, part.code])).toEqual([
      ['H47.01', 'work', null],
      ['H47.02', 'work', null],
      ['H47.06', 'sub_dossier', `${code}-01`],
    ])
    // Twelve hours are fewer than sixteen and twenty-four.
    expect(opened.holder).toMatchObject({ kind: 'agency', name: 'Sở Công Thương' })
    expect(allowed(opened, 2)).toEqual(['complete_step', 'claim'])
    expect(allowed(opened, 3)).toEqual([])

    // Each works on its own; who is competent for one part has no say in another, nor in the dossier whole.
    const trade = (await see('thuly.sct', code)).body
    expect([allowed(trade, 2), allowed(trade, 3), allowed(trade, 5)]).toEqual([[], ['complete_step', 'claim'], []])
    expect(trade.actions.filter((each) => each.allowed).map((each) => each.act)).toEqual(['complete_step', 'claim'])
    for (const whole of ['request_supplement', 'suspend', 'withdraw', 'request_extension', 'consult']) {
      expect((await act('thuly.sct', code, whole, { reason: 'x' })).body, whole).toMatchObject({ code: 'DOSSIER_WRONG_ROLE' })
    }
    expect((await act('thuly.sct', code, 'complete_step', { stepNo: 5, result })).body.code).toBe('DOSSIER_WRONG_ROLE')
    expect((await act('thuly.sct', code, 'complete_step', { stepNo: 2 })).body.code).toBe('DOSSIER_WRONG_ROLE')
    expect((await act('thuly.skhdt', code, 'complete_step', { stepNo: 3 })).body.code).toBe('DOSSIER_WRONG_ROLE')
    expect((await act('thuly.sxd', code, 'complete_step', { stepNo: 3 })).status).toBe(404)

    // One's own part need not be named when it is the only one.
    const second = done(await act('thuly.sct', code, 'complete_step'))
    expect(open(second)).toEqual([2, 5, 4])
    expect(second.holder).toMatchObject({ name: 'Sở Công Thương' })
    expect((await act('lanhdao.skhdt', code, 'approve')).body).toMatchObject({ code: 'PARTS_NOT_DONE' })

    const third = done(await act('truongphong.sct', code, 'complete_step', { stepNo: 4 }))
    expect(open(third)).toEqual([2, 5])
    expect(third.holder).toMatchObject({ name: 'Sở Tư pháp' })

    // A sub-dossier is answered under a number.
    const unanswered = await act('thuly.stp', code, 'complete_step')
    expect(unanswered.body).toMatchObject({ code: 'ACT_NEEDS', fields: [{ field: '/body/result/number' }] })
    const fourth = done(await act('thuly.stp', code, 'complete_step', { result }))
    expect(fourth.parts.find((part) => part.stepNo === 5)).toMatchObject({ how: 'done', late: false, result })
    expect(open(fourth)).toEqual([2])
    expect(fourth.holder).toMatchObject({ name: 'Sở Kế hoạch và Đầu tư' })

    const together = done(await act('thuly.skhdt', code, 'complete_step'))
    expect(together).toMatchObject({ standing: [6], step: { name: 'Tổng hợp', role: 'unit_head' } })
    expect(open(together)).toEqual([])
    expect(together.parts.map((part) => part.how)).toEqual(['done', 'done', 'done', 'done'])
    done(await act('truongphong.skhdt', code, 'complete_step'))
    expect(done(await act('lanhdao.skhdt', code, 'approve'))).toMatchObject({ state: 'approved', standing: [8] })
    expect(done(await act('vanthu.skhdt', code, 'record_result', { result: { number: '1/QĐ', name: 'Quyết định' } })).state).toBe(
      'result_recorded',
    )
    // An agency that had a part may still read, and no longer sees how to reach the person.
    const later = (await see('truongphong.stp', code)).body
    expect(later.applicant.idNumber).toContain('•')
    expect(await clean()).toEqual([])
  })

  test('its holder ledger charges every minute to one agency', async () => {
    const code = await inAgency(await procedure(threeAtOnce()))
    done(await act('thuly.skhdt', code, 'complete_step'))
    done(await act('thuly.sct', code, 'complete_step'))
    const ledger = (
      await call<{ entries: { holderName: string; clockMs: number; stepName: string | null }[]; whole: { clockMs: number } }>(
        await as('thuly.skhdt'),
        'GET',
        `/dossiers/${code}/ledger`,
      )
    ).body
    expect(ledger.entries.map((entry) => entry.holderName)).toContain('Sở Công Thương')
    expect(ledger.entries.reduce((sum, entry) => sum + entry.clockMs, 0)).toBe(ledger.whole.clockMs)
  })

  test('any: the first branch continues, and the others are notified that they are no longer awaited', async () => {
    const code = await inAgency(await procedure(threeAtOnce({ kind: 'any' })))
    done(await act('thuly.skhdt', code, 'complete_step'))
    done(await act('thuly.sct', code, 'claim'))
    const together = done(await act('thuly.stp', code, 'complete_step', { result }))
    expect(together.standing).toEqual([6])
    expect(together.parts.map((part) => [part.stepNo, part.how])).toEqual([
      [2, 'joined'],
      [3, 'joined'],
      [5, 'done'],
    ])
    expect((await act('thuly.sct', code, 'complete_step', { stepNo: 3 })).body.code).toBe('PART_NOT_OPEN')
    expect(await clean()).toEqual([])
  })

  test('quorum: two of three are enough', async () => {
    const code = await inAgency(await procedure(threeAtOnce({ kind: 'quorum', count: 2 })))
    done(await act('thuly.skhdt', code, 'complete_step'))
    expect(open(done(await act('thuly.stp', code, 'complete_step', { result })))).toEqual([2, 3])
    expect(done(await act('thuly.skhdt', code, 'complete_step')).standing).toEqual([6])
  })

  test('the last two branches done at once: the join fires once', async () => {
    const code = await inAgency(await procedure(threeAtOnce()))
    done(await act('thuly.skhdt', code, 'complete_step'))
    done(await act('thuly.sct', code, 'complete_step'))
    done(await act('truongphong.sct', code, 'complete_step'))
    const key = newKey()
    const both = await Promise.all([
      act('thuly.skhdt', code, 'complete_step', { stepNo: 2 }),
      act('thuly.stp', code, 'complete_step', { stepNo: 5, result }),
      act('thuly.stp', code, 'complete_step', { stepNo: 5, result }, key),
      act('thuly.stp', code, 'complete_step', { stepNo: 5, result }, key),
    ])
    expect(both.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(2)
    const after = (await see('thuly.skhdt', code)).body
    expect(after).toMatchObject({ standing: [6], step: { name: 'Tổng hợp' } })
    expect(after.parts.filter((part) => part.stepNo === 5).map((part) => part.how)).toEqual(['done'])
    expect(after.timeline.filter((each) => each.act === 'complete_step')).toHaveLength(5)
    expect(await clean()).toEqual([])
  })

  test('the same key twice does a part once', async () => {
    const code = await inAgency(await procedure(threeAtOnce()))
    done(await act('thuly.skhdt', code, 'complete_step'))
    const key = newKey()
    const [one, two] = [await act('thuly.sct', code, 'complete_step', {}, key), await act('thuly.sct', code, 'complete_step', {}, key)]
    expect([one.status, two.status]).toEqual([200, 200])
    expect(open((await see('thuly.sct', code)).body)).toEqual([2, 5, 4])
  })

  test('returned inside a branch: the step before is open again, and the other branches do not change', async () => {
    const code = await inAgency(await procedure(threeAtOnce()))
    done(await act('thuly.skhdt', code, 'complete_step'))
    done(await act('thuly.sct', code, 'complete_step'))
    const back = done(await act('truongphong.sct', code, 'return_to_previous_step', { reason: 'Thiếu bản vẽ' }))
    expect(back.parts.map((part) => [part.no, part.stepNo, part.how])).toEqual([
      [1, 2, null],
      [2, 3, 'done'],
      [3, 5, null],
      [4, 4, 'given_back'],
      [5, 3, null],
    ])
    expect((await act('thuly.sct', code, 'return_to_previous_step', { reason: 'x' })).body.code).toBe('NO_EARLIER_STEP')
    done(await act('thuly.sct', code, 'complete_step'))
    done(await act('truongphong.sct', code, 'complete_step'))
    expect(await clean()).toEqual([])
  })

  test('returned across the join: the branches run again, as new parts with new numbers', async () => {
    const code = await inAgency(await procedure(threeAtOnce({ kind: 'any' })))
    done(await act('thuly.skhdt', code, 'complete_step'))
    done(await act('thuly.stp', code, 'complete_step', { result }))
    expect(done(await act('truongphong.skhdt', code, 'return_to_previous_step', { reason: 'Cần ý kiến khác' })).standing).toEqual([1])
    const again = done(await act('thuly.skhdt', code, 'complete_step'))
    expect(again.parts.filter((part) => part.stepNo === 5).map((part) => part.code)).toEqual([`${code}-01`, `${code}-02`])
    expect(await clean()).toEqual([])
  })
})

describe('claims on parts', () => {
  test('each part has its own officer; a claim excludes others from that part only', async () => {
    const code = await inAgency(await procedure(threeAtOnce()))
    done(await act('thuly.skhdt', code, 'complete_step'))
    const claimed = done(await act('thuly.sct', code, 'claim'))
    expect(claimed.parts.find((part) => part.stepNo === 3)?.officer).toMatchObject({ isMine: true })
    expect(claimed.holder).toMatchObject({ name: 'Sở Công Thương', officerName: expect.stringContaining('thụ lý') as string })
    const lead = done(await act('thuly.skhdt', code, 'claim', { stepNo: 2 }))
    expect(lead.parts.map((part) => part.officer?.isMine ?? null)).toEqual([true, false, null])
    expect(lead.holder).toMatchObject({ name: 'Sở Công Thương' })
    expect((await act('truongphong.skhdt', code, 'take_over', { stepNo: 3, reason: 'x' })).body.code).toBe('DOSSIER_WRONG_ROLE')
    const freed = done(await act('truongphong.sct', code, 'take_over', { stepNo: 3, reason: 'Nghỉ ốm' }))
    expect(freed.parts.find((part) => part.stepNo === 3)?.officer).toBeNull()
    expect((await act('thuly.sct', code, 'release', { stepNo: 3 })).body.code).toBe('CLAIM_NOT_YOURS')
    done(await act('thuly.skhdt', code, 'release', { stepNo: 2 }))
    expect(await clean()).toEqual([])
  })

  test('two parts of one officer must be distinguished', async () => {
    const code = await inAgency(
      await procedure([
        step(1, split({ kind: 'all' }, to(4), to(2), to(3))),
        step(2, join, { name: 'Thẩm định A' }),
        step(3, join, { name: 'Thẩm định B', hours: 4 }),
        ...signed(4),
      ]),
    )
    done(await act('thuly.skhdt', code, 'complete_step'))
    const unnamed = await act('thuly.skhdt', code, 'complete_step')
    expect(unnamed).toMatchObject({ status: 422, body: { code: 'PART_UNNAMED', fields: [{ field: '/body/stepNo' }] } })
    expect(done(await act('thuly.skhdt', code, 'complete_step', { stepNo: 3 })).standing).toEqual([2])
    expect((await act('thuly.skhdt', code, 'complete_step', { stepNo: 3 })).body.code).toBe('PART_NOT_OPEN')
    expect(done(await act('thuly.skhdt', code, 'complete_step', { stepNo: 2 })).standing).toEqual([4])
  })
})

describe('waits and ends', () => {
  test('a supplement stops and resumes the clocks of the parts with the dossier’s', async () => {
    const code = await inAgency(await procedure(threeAtOnce()))
    const opened = done(await act('thuly.skhdt', code, 'complete_step'))
    const waiting = done(await act('thuly.skhdt', code, 'request_supplement', { defects: [{ text: 'Bổ sung bản vẽ' }] }))
    expect(waiting.holder?.kind).toBe('applicant')
    expect(open(waiting)).toEqual([2, 3, 5])
    expect(waiting.parts.map((part) => part.dueAt)).toEqual([null, null, null])
    expect((await act('thuly.sct', code, 'complete_step')).body.code).toBe('DOSSIER_WRONG_STATE')
    const back = done(await act('tiepnhan1', code, 'supplement', { papers: [{ componentNo: 1, originals: 1 }] }))
    expect(back.holder).toMatchObject({ kind: 'agency', name: 'Sở Công Thương' })
    back.parts.forEach((part, i) => expect(Date.parse(part.dueAt ?? '')).toBeGreaterThanOrEqual(Date.parse(opened.parts[i]?.dueAt ?? '')))
    expect(await clean()).toEqual([])
  })

  test.each([
    ['withdraw', 'tiepnhan1', { reason: 'Đổi ý' }, 'withdrawn'],
    ['stop', 'lanhdao.skhdt', { ground: 'settled_elsewhere', reason: 'Đã giải quyết' }, 'stopped'],
  ])('%s ends every open part with the dossier', async (name, login, more, state) => {
    const code = await inAgency(await procedure(threeAtOnce()))
    done(await act('thuly.skhdt', code, 'complete_step'))
    done(await act('thuly.sct', code, 'claim'))
    const ended = done(await act(login, code, name, more))
    expect(ended.state).toBe(state)
    expect(ended.parts.map((part) => part.how)).toEqual(['ended', 'ended', 'ended'])
    expect(ended.standing).toEqual([])
    expect(await clean()).toEqual([])
  })
})

describe('forks', () => {
  test('a condition on the dossier chooses the branch at the time of the act', async () => {
    const code = await procedure([
      step(1, {
        kind: 'choose',
        branches: [{ when: { op: '=', field: 'applicantKind', value: 'organisation' }, onward: to(2) }],
        otherwise: to(3),
      }),
      step(2, to(3), { name: 'Hỏi Tư pháp', agencyCode: 'H47.06', hours: 8 }),
      ...signed(3),
    ])
    const person = await inAgency(code)
    expect(done(await act('thuly.skhdt', person, 'complete_step')).standing).toEqual([3])
    const organisation = await inAgency(code, { kind: 'organisation', organisationName: 'Công ty Thử' })
    const asked = done(await act('thuly.skhdt', organisation, 'complete_step'))
    expect([asked.standing, asked.holder?.name]).toEqual([[2], 'Sở Tư pháp'])
    expect(done(await act('thuly.stp', organisation, 'complete_step')).standing).toEqual([3])
    expect(done(await act('lanhdao.skhdt', organisation, 'approve')).state).toBe('approved')
  })

  test('a sequential step of another agency is held by that agency, and its time is charged to it', async () => {
    const code = await inAgency(
      await procedure([step(1, to(2)), step(2, to(3), { name: 'Xác minh', agencyCode: 'H47.02', returnNo: 1 }), ...signed(3)]),
    )
    const asked = done(await act('thuly.skhdt', code, 'complete_step'))
    expect(asked.holder?.name).toBe('Sở Công Thương')
    expect((await act('thuly.skhdt', code, 'complete_step')).body.code).toBe('DOSSIER_WRONG_ROLE')
    expect(done(await act('thuly.sct', code, 'return_to_previous_step', { reason: 'Chưa rõ' })).standing).toEqual([1])
    done(await act('thuly.skhdt', code, 'complete_step'))
    expect(done(await act('thuly.sct', code, 'complete_step')).standing).toEqual([3])
    expect(await clean()).toEqual([])
  })

  test('begins with a split if the process begins with one', async () => {
    const code = await inAgency(
      await procedure(
        [step(1, join), step(2, join, { agencyCode: 'H47.02', hours: 2 }), ...signed(3)],
        split({ kind: 'all' }, to(3), to(1), to(2)),
      ),
    )
    const seen = (await see('thuly.skhdt', code)).body
    expect([seen.standing, seen.holder?.name]).toEqual([[1, 2], 'Sở Công Thương'])
    void end
  })
})

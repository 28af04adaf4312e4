import { describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import type { AgencyId } from '#kernel/ids.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { escalate } from './commands/escalate.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { db, call, as, centreId } = centre

type Question = {
  seq: number
  agencyName: string
  state: string
  isLate: boolean
  isMine: boolean
  dueAt: string
  answer: string | null
  answeredBy: string | null
}
type View = {
  code: string
  state: string
  step: { role: string } | null
  detail: string
  holder: { kind: string; name: string } | null
  clocks: { kind: string; dueAt: string; status: string }[]
  applicant: { name: string; idNumber: string; phone: string; address: string }
  consultations: Question[]
  timeline: { seq: number; act: string; actorName: string; note: string }[]
  actions: { act: string; allowed: boolean; code: string | null; needs: string[] }[]
  fields?: { field: string }[]
}
type Procedure = { code: string; agency: { code: string }; components: { no: number; originals: number | null; copies: number | null }[] }

const procedure = (await call<Procedure>(null, 'GET', '/procedures/1.001612')).body
const agencyOf = async (login: string): Promise<AgencyId> => {
  const [row] = await db.peek<{ id: AgencyId }>(
    `select g.agency_id as id from identity.role_grant g join identity.account a on a.locality_id = g.locality_id and a.id = g.account_id where a.login = $1`,
    [login],
  )
  return row?.id as AgencyId
}
const [lead, justice, trade] = [await agencyOf('thuly.skhdt'), await agencyOf('thuly.stp'), await agencyOf('thuly.sct')]
const lives = await dossiersAt(centre, procedure.code)

const act = async (login: string, code: string, name: string, more: object = {}) =>
  await call<View & { code: string }>(await as(login), 'POST', `/dossiers/${code}/acts`, { act: name, ...more })
const see = async (login: string, code: string) => await call<View>(await as(login), 'GET', `/dossiers/${code}`)
const inbox = async (login: string) =>
  (await call<{ total: number; items: { code: string; dueAt: string }[] }>(await as(login), 'GET', '/inbox?tab=consultations')).body

/** A dossier in the lead agency's hand, at its first step. */
async function inAgency(): Promise<string> {
  const filed = await call<View>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode: procedure.code,
    centreId,
    applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' },
    papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 1 })),
  })
  const { code } = filed.body
  const list = await call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', {
    direction: 'to_agency',
    agencyCode: procedure.agency.code,
    centreId,
    dossierCodes: [code],
  })
  const received = await call(await as('thuly.skhdt'), 'POST', `/handovers/${list.body.number}/receive`, { dossierCodes: [code] })
  expect(received.status, JSON.stringify(received.body)).toBe(200)
  return code
}
const workers: Record<string, string> = { case_officer: 'thuly.skhdt', unit_head: 'truongphong.skhdt', clerk: 'vanthu.skhdt' }

/** Works a dossier on to where it is signed. */
async function toSigning(code: string): Promise<void> {
  for (;;) {
    const role = (await see('thuly.skhdt', code)).body.step?.role ?? ''
    if (role === 'signatory') return
    const done = await act(workers[role] ?? '', code, 'complete_step')
    expect(done.status, JSON.stringify(done.body)).toBe(200)
  }
}

const ask = { agencyId: justice, question: 'Hợp đồng có phải công chứng không?', days: 3 }

describe('asking another agency', () => {
  test('leaves the dossier with the lead agency and its clock running, and gives the asked agency access', async () => {
    const code = await inAgency()
    const before = (await see('thuly.skhdt', code)).body
    expect((await see('thuly.stp', code)).status).toBe(404)
    const asked = await act('thuly.skhdt', code, 'consult', ask)
    expect(asked.status, JSON.stringify(asked.body)).toBe(200)
    expect(asked.body.holder).toEqual(before.holder)
    expect(asked.body.clocks.map(({ kind, dueAt, status }) => ({ kind, dueAt, status }))).toEqual(
      before.clocks.map(({ kind, dueAt, status }) => ({ kind, dueAt, status })),
    )
    expect(asked.body.consultations).toMatchObject([{ state: 'open', isLate: false, isMine: false, answer: null }])
    const seen = (await see('thuly.stp', code)).body
    expect(seen.consultations).toMatchObject([{ state: 'open', isMine: true }])
    // The agency asked learns what the matter is, not how to reach the person.
    expect(seen.applicant.idNumber).toContain('•')
    expect([seen.applicant.phone.includes('•'), seen.applicant.address]).toEqual([true, ''])
    expect(seen.actions.filter((each) => each.allowed).map((each) => each.act)).toEqual(['answer_consultation'])
    const mine = (await inbox('thuly.stp')).items.find((each) => each.code === code)
    expect(mine?.dueAt).toBe(asked.body.consultations[0]?.dueAt)
    expect((await inbox('thuly.sct')).items.map((each) => each.code)).not.toContain(code)
    expect((await see('thuly.sct', code)).status).toBe(404)
  })

  test('is answered once: the answer is recorded under the name of its author', async () => {
    const code = await inAgency()
    await act('thuly.skhdt', code, 'consult', ask)
    const answered = await act('thuly.stp', code, 'answer_consultation', { answer: 'Không phải công chứng.' })
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    expect(answered.body.consultations).toMatchObject([{ state: 'answered', answer: 'Không phải công chứng.', isMine: false }])
    expect(answered.body.timeline[0]).toMatchObject({
      act: 'answer_consultation',
      note: expect.stringContaining('Không phải công chứng.') as string,
    })
    expect(await act('thuly.stp', code, 'answer_consultation', { answer: 'Có.' })).toMatchObject({
      status: 409,
      body: { code: 'NOT_CONSULTED' },
    })
    expect((await inbox('thuly.stp')).items.map((each) => each.code)).not.toContain(code)
    // Who answered may still read what they answered to, and may be asked again.
    expect((await see('truongphong.stp', code)).status).toBe(200)
    expect((await act('thuly.skhdt', code, 'consult', { ...ask, question: 'Còn uỷ quyền thì sao?' })).status).toBe(200)
    expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
  })

  test('two concurrent answers: one is kept, the other is refused; two concurrent questions to one agency: one is asked', async () => {
    const code = await inAgency()
    const asked = await Promise.all([1, 2].map(async () => await act('thuly.skhdt', code, 'consult', ask)))
    expect(asked.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(asked.find(({ status }) => status === 409)?.body.code).toBe('ALREADY_CONSULTED')
    const answers = await Promise.all(
      ['thuly.stp', 'truongphong.stp'].map(
        async (login) => await act(login, code, 'answer_consultation', { answer: `Ý kiến của ${login}` }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('NOT_CONSULTED')
    const kept = await db.peek<{ answer: string; n: number }>(
      `select max(q.answer) as answer, count(*)::int as n from dossier.consultation q join dossier.dossier d on d.id = q.dossier_id where d.code = $1 and q.answered_at is not null`,
      [code],
    )
    expect(kept[0]?.n).toBe(1)
    expect(answers.find(({ status }) => status === 200)?.body.consultations[0]?.answer).toBe(kept[0]?.answer)
  })

  test('several agencies are asked at once, each sees its own question as its own', async () => {
    const code = await inAgency()
    const both = await Promise.all(
      [justice, trade].map(async (agencyId) => await act('thuly.skhdt', code, 'consult', { ...ask, agencyId })),
    )
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    const seen = (await see('thuly.sct', code)).body
    expect(seen.consultations.map(({ isMine }) => isMine).toSorted()).toEqual([false, true])
    await act('thuly.sct', code, 'answer_consultation', { answer: 'Thống nhất.' })
    expect((await see('thuly.skhdt', code)).body.consultations.map(({ state }) => state).toSorted()).toEqual(['answered', 'open'])
  })

  test('needs another agency of the locality, a question and days; the counter cannot ask', async () => {
    const code = await inAgency()
    const refusal = async (more: object, login = 'thuly.skhdt') => (await act(login, code, 'consult', more)).body.code
    expect(await refusal({})).toBe('ACT_NEEDS')
    expect(await refusal({ ...ask, question: '  ' })).toBe('ACT_NEEDS')
    expect(await refusal({ ...ask, days: 31 })).toBe('ACT_NEEDS')
    expect(await refusal({ ...ask, agencyId: lead })).toBe('CONSULTS_ITSELF')
    expect(await refusal({ ...ask, agencyId: '01890000-0000-7000-8000-000000000000' })).toBe('CONSULTED_AGENCY_UNKNOWN')
    expect(await refusal(ask, 'tiepnhan1')).toBe('DOSSIER_WRONG_ROLE')
    expect(await refusal(ask, 'thuly.stp')).toBe('DOSSIER_NOT_FOUND')
  })
})

describe('deciding before the opinions are in', () => {
  test('asks the signatory for a reason, keeps it, and closes what is still open', async () => {
    const code = await inAgency()
    await act('thuly.skhdt', code, 'consult', ask)
    await toSigning(code)
    const offered = (await see('lanhdao.skhdt', code)).body.actions.find((each) => each.act === 'approve')
    expect(offered).toMatchObject({ allowed: true, needs: ['reason'] })
    const bare = await act('lanhdao.skhdt', code, 'approve')
    expect(bare).toMatchObject({ status: 422, body: { code: 'ACT_NEEDS' } })
    const signed = await act('lanhdao.skhdt', code, 'approve', { reason: 'Đã có ý kiến bằng văn bản trong hồ sơ quy hoạch.' })
    expect(signed.status, JSON.stringify(signed.body)).toBe(200)
    expect(signed.body.consultations).toMatchObject([{ state: 'closed' }])
    expect(signed.body.timeline[0]?.note).toContain('hồ sơ quy hoạch')
    expect((await see('thuly.stp', code)).status).toBe(404)
    expect((await act('thuly.stp', code, 'answer_consultation', { answer: 'Muộn' })).body.code).toBe('DOSSIER_NOT_FOUND')
  })

  test('needs no reason after everybody has answered', async () => {
    const code = await inAgency()
    await act('thuly.skhdt', code, 'consult', ask)
    await act('thuly.stp', code, 'answer_consultation', { answer: 'Thống nhất.' })
    await toSigning(code)
    expect((await act('lanhdao.skhdt', code, 'approve')).status).toBe(200)
  })

  test('a concurrent signature and answer are serialised', async () => {
    const code = await inAgency()
    await act('thuly.skhdt', code, 'consult', ask)
    await toSigning(code)
    const [signed, answered] = await Promise.all([
      act('lanhdao.skhdt', code, 'approve', { reason: 'Không chờ thêm.' }),
      act('thuly.stp', code, 'answer_consultation', { answer: 'Thống nhất.' }),
    ])
    expect(signed.status).toBe(200)
    const [question] = await db.peek<{ state: string }>(
      `select case when q.answered_at is not null then 'answered' when q.closed_at is not null then 'closed' else 'open' end as state
       from dossier.consultation q join dossier.dossier d on d.id = q.dossier_id where d.code = $1`,
      [code],
    )
    expect(question?.state).toBe(answered.status === 200 ? 'answered' : 'closed')
  })

  test('a withdrawal closes them too', async () => {
    const code = await inAgency()
    await act('thuly.skhdt', code, 'consult', ask)
    expect((await act('tiepnhan1', code, 'withdraw', { reason: 'Không còn nhu cầu' })).body.consultations).toMatchObject([
      { state: 'closed' },
    ])
  })
})

describe('silence past the deadline', () => {
  test('is reported once to the head of the centre, however many rounds run; an answer in time is not reported', async () => {
    const code = await lives.inAgency('2026-11-02T09:00')
    const heard = await lives.inAgency('2026-11-02T09:00')
    for (const each of [code, heard]) await lives.act('2026-11-02T10:00', each, 'consult', 'case_officer', ask)
    await act('thuly.stp', heard, 'answer_consultation', { answer: 'Thống nhất.' })
    const at = async (when: string) => await lives.at(when, escalate)
    await at('2026-11-05T16:59')
    const told = async (dossier: string) =>
      await db.peek<{ roles: string[] }>(
        `select a.roles from dossier.alert a join dossier.dossier d on d.id = a.dossier_id where d.code = $1 and a.rung = 'unanswered'`,
        [dossier],
      )
    expect(await told(code)).toEqual([])
    await Promise.all([at('2026-11-05T17:01'), at('2026-11-05T17:02')])
    await at('2026-11-20T09:00')
    expect(await told(code)).toEqual([{ roles: ['unit_head', 'centre_manager'] }])
    expect(await told(heard)).toEqual([])
    expect((await see('thuly.skhdt', code)).body.consultations).toMatchObject([{ isLate: true, state: 'open' }])
  })
})

test('an answer cannot be changed behind the record, not even in the database', async () => {
  const code = await inAgency()
  await act('thuly.skhdt', code, 'consult', ask)
  await act('thuly.stp', code, 'answer_consultation', { answer: 'Thống nhất.' })
  const change = db.peek(
    `update dossier.consultation set answer = 'Không' where answered_at is not null and dossier_id = (select id from dossier.dossier where code = $1) returning seq`,
    [code],
  )
  await expect(change).rejects.toThrow('an answered or closed question is not changed')
})

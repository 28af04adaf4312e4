import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createAccount, grantRole, hashPassword } from '#identity'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId } from '#kernel/ids.ts'
import { demoPassword } from '../../packs/index.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { verify } from '../oversight/queries/verify.ts'

const { db, call, as, centreId } = await testCentre()

type Step = { name: string; roleName: string; agencyName: string | null }
type Action = {
  act: string
  allowed: boolean
  needs: string[]
  leads: { from: Step | null; to: Step[] } | null
  assignees: { accountId: string; name: string }[]
}
type View = {
  code: string
  holder: { officerName: string | null } | null
  claim: { name: string; isMine: boolean } | null
  step: { no: number; of: number; role: string; name: string } | null
  standing: number[]
  register: { book: string; line: string } | null
  timeline: { act: string; note: string }[]
  actions: Action[]
}
type Problem = { code: string; fields: { field: string; message: string }[] }
type Procedure = {
  code: string
  agency: { code: string }
  components: { no: number; originals: number | null; copies: number | null }[]
  steps: { no: number; name: string }[]
}

const procedure = (await call<Procedure>(null, 'GET', '/procedures/1.001612')).body
const agencies = (await call<{ items: { id: string; code: string; name: string }[] }>(null, 'GET', '/agencies')).body.items
const ours = agencies.find((each) => each.code === procedure.agency.code)
const other = agencies.find((each) => each.code !== procedure.agency.code)
const passwordHash = await hashPassword(demoPassword)

async function officer(login: string, displayName: string, role: Role, at = ours?.id): Promise<AccountId> {
  const agencyId = at as AgencyId
  const account = { login, displayName, title: '', agencyId, unitId: null, passwordHash, demonstration: true }
  const { id } = await createAccount(db.kysely, account)
  await grantRole(db.kysely, { accountId: id, role, agencyId, centreId: null })
  return id
}
const an = await officer('an', 'Nguyễn Văn An', 'case_officer')
const namesake = await officer('an2', 'Nguyễn Văn An', 'case_officer')
const elsewhere = await officer('an3', 'Nguyễn Văn An', 'case_officer', other?.id)

const act = async (login: string, code: string, name: string, more: object = {}) =>
  await call<View & Problem>(await as(login), 'POST', `/dossiers/${code}/acts`, { act: name, ...more })
const see = async (login: string, code: string): Promise<View> => (await call<View>(await as(login), 'GET', `/dossiers/${code}`)).body
const offered = (view: View, name: string): Action | undefined => view.actions.find((each) => each.act === name)

/** A dossier at the unit head's first step, where officers are assigned. */
async function atTheHead(): Promise<View> {
  const { body } = await call<View>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode: procedure.code,
    centreId,
    applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905 000 001' },
    papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 1 })),
  })
  const list = await call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', {
    direction: 'to_agency',
    agencyCode: procedure.agency.code,
    centreId,
    dossierCodes: [body.code],
  })
  await call(await as('vanthu.skhdt'), 'POST', `/handovers/${list.body.number}/receive`, { dossierCodes: [body.code] })
  const view = await see('truongphong.skhdt', body.code)
  expect(view.step?.role).toBe('unit_head')
  return view
}

test('a step has its number in the procedure and its place among all steps: page, table and drawing agree', async () => {
  const { step, standing } = await atTheHead()
  const published = procedure.steps.find((each) => each.name === step?.name)
  expect([step?.no, step?.of]).toEqual([published?.no, procedure.steps.length])
  expect(standing).toEqual([published?.no])
})

describe('a unit head who finishes a step', () => {
  test('sees the next step and the officers of the agency who may get it: namesakes distinguished, none of another agency', async () => {
    const completes = offered(await atTheHead(), 'complete_step')
    expect(completes?.leads?.from?.roleName).toBe('Trưởng phòng')
    expect(completes?.leads?.to).toEqual([{ name: expect.any(String), roleName: 'Cán bộ thụ lý', agencyName: ours?.name }])
    const ids = completes?.assignees.map((each) => each.accountId) ?? []
    expect(ids).toEqual(expect.arrayContaining([an, namesake]))
    expect(ids).not.toContain(elsewhere)
    expect(completes?.needs).toEqual(['assignee', 'note'])
  })

  test('assigns it to one officer with a note: the officer holds it at once and is notified; the note is internal', async () => {
    const { code } = await atTheHead()
    const done = await act('truongphong.skhdt', code, 'complete_step', { assigneeId: an, reason: 'Xem kỹ tờ khai' })
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    const mine = await see('an', code)
    expect([mine.holder?.officerName, mine.claim?.isMine, mine.step?.role]).toEqual(['Nguyễn Văn An', true, 'case_officer'])
    expect((await see('an2', code)).claim?.isMine).toBe(false)
    const inbox = await call<{ items: { code: string }[] }>(await as('an'), 'GET', '/inbox?who=me')
    expect(inbox.body.items.map((each) => each.code)).toContain(code)
    const told = await call<{ items: { kind: string; text: string }[] }>(await as('an'), 'GET', '/notices')
    expect(told.body.items.filter((each) => each.text.includes(code))).toEqual([
      expect.objectContaining({ kind: 'assigned', text: expect.stringContaining('Xem kỹ tờ khai') as string }),
    ])
    expect(mine.timeline[0]).toMatchObject({ act: 'complete_step', note: expect.stringContaining('Giao Nguyễn Văn An') as string })
    const taken = await act('an2', code, 'complete_step')
    expect([taken.status, taken.body.code]).toEqual([409, 'CLAIMED_BY_ANOTHER'])
    expect((await act('an', code, 'complete_step')).status).toBe(200)
  })

  test('names no officer, and any officer of the role may claim the step', async () => {
    const { code } = await atTheHead()
    expect((await act('truongphong.skhdt', code, 'complete_step')).status).toBe(200)
    const view = await see('an', code)
    expect([view.holder?.officerName, view.claim]).toEqual([null, null])
  })

  test.each([
    ['an officer of another agency', () => elsewhere],
    ['themselves, who do not have the role', () => null],
    ['nobody the house knows', () => randomUUID()],
  ])('cannot give it to %s', async (_whom, id) => {
    const { code } = await atTheHead()
    const self = (await call<{ account: { id: string } }>(await as('truongphong.skhdt'), 'GET', '/sessions/current')).body.account.id
    const refused = await act('truongphong.skhdt', code, 'complete_step', { assigneeId: id() ?? self })
    expect([refused.status, refused.body.code, refused.body.fields[0]?.field]).toEqual([422, 'ASSIGNEE_UNFIT', '/body/assigneeId'])
    expect((await see('truongphong.skhdt', code)).step?.role).toBe('unit_head')
  })
})

test('an officer is offered no one to assign, and may name no one', async () => {
  const { code } = await atTheHead()
  await act('truongphong.skhdt', code, 'complete_step')
  const completes = offered(await see('an', code), 'complete_step')
  expect([completes?.needs, completes?.assignees]).toEqual([['note'], []])
  expect((await act('an', code, 'complete_step', { assigneeId: namesake })).body.code).toBe('ASSIGNEE_UNFIT')
})

test('the signatory is never one of those who worked on it, however many roles they hold', async () => {
  const both = await officer('hai.vai', 'Lê Hai Vai', 'case_officer')
  await grantRole(db.kysely, { accountId: both, role: 'signatory', agencyId: ours?.id as AgencyId, centreId: null })
  const { code } = await atTheHead()
  await act('truongphong.skhdt', code, 'complete_step', { assigneeId: both })
  await act('hai.vai', code, 'complete_step')
  const completes = offered(await see('truongphong.skhdt', code), 'complete_step')
  expect(completes?.leads?.to[0]?.roleName).toBe('Lãnh đạo ký')
  expect(completes?.assignees.map((each) => each.accountId)).not.toContain(both)
  expect(completes?.assignees.length).toBeGreaterThan(0)
})

test('an extension shows the current promised day and the new one that granting it would set', async () => {
  const { code } = await atTheHead()
  const days = await call<{ dueBefore: string; dueAfter: string }>(
    await as('lanhdao.skhdt'),
    'GET',
    `/dossiers/${code}/new-day?act=approve_extension&days=2`,
  )
  expect(days.status).toBe(200)
  expect(days.body.dueAfter > days.body.dueBefore).toBe(true)
  const many = await call<Problem>(await as('lanhdao.skhdt'), 'GET', `/dossiers/${code}/new-day?act=approve_extension&days=0`)
  expect(many.status).toBe(422)
  expect((await call(await as('lanhdao.stp'), 'GET', `/dossiers/${code}/new-day?act=approve_extension&days=2`)).status).toBe(404)
})

test('every invariant holds with dossiers that were assigned', async () => {
  expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
})

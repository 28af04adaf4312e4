import { describe, expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'
import { recordFaultsOf } from './queries/find-record-faults.ts'

const centre = await testCentre()
const { db, call, as, centreId } = centre
const list = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1')
const procedureCode = list.body.items[0]?.code ?? ''
const { body: procedure } = await call<{ components: { no: number }[] }>(null, 'GET', `/procedures/${procedureCode}`)

type Answer = {
  code: string
  fields?: { field: string }[]
  applicant: { kind: string; name: string; person: string | null; representativeName: string | null }
}
const person = { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' }
const house = { ...person, kind: 'organisation', organisationName: 'Công ty TNHH Thử' }
const file = async (applicant: object, more: object = {}) =>
  await call<Answer>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode,
    centreId,
    applicant,
    papers: procedure.components.map(({ no }) => ({ componentNo: no, originals: 1, copies: 1 })),
    ...more,
  })
const tomorrow = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').add({ days: 1 }).toString()
const authorised = (more: object) => ({
  representative: { fullName: 'Trần Văn Thay', idNumber: '049190000002', authorisation: 'Giấy uỷ quyền số 1', ...more },
})

describe('data of the applicant at the counter', () => {
  test.each<[string, object, object, string]>([
    ['an organisation without its name', { ...house, organisationName: ' ' }, {}, '/body/applicant/organisationName'],
    ['a person with the name of an organisation', { ...person, organisationName: 'Công ty Thử' }, {}, '/body/applicant/organisationName'],
    [
      'the name of an organisation in an old encoding',
      { ...house, organisationName: 'C«ng ty Thö nghiÖm' },
      {},
      '/body/applicant/organisationName',
    ],
    ['somebody born tomorrow', { ...person, bornOn: tomorrow }, {}, '/body/applicant/bornOn'],
    ['somebody born under King Tự Đức', { ...person, bornOn: '1860-01-01' }, {}, '/body/applicant/bornOn'],
    ['a sex of neither kind', { ...person, sex: 'Nam' }, {}, '/body/applicant/sex'],
    ['an authorised person with half a number', person, authorised({ idNumber: '12' }), '/body/representative/idNumber'],
    ['an authorised person in an old encoding', person, authorised({ fullName: 'NguyÔn V¨n Thö' }), '/body/representative/fullName'],
  ])('is refused at its field: %s', async (_what, applicant, more, field) => {
    const { status, body } = await file(applicant, more)
    expect([status, body.fields?.map((each) => each.field)]).toEqual([422, [field]])
  })

  test('the number of an authorised person is kept as that of the applicant: without blanks and points', async () => {
    const { body } = await file(person, authorised({ idNumber: '0491 9000-0002' }))
    const [row] = await db.peek<{ n: string }>('select representative_id_number as n from dossier.dossier where code = $1', [body.code])
    expect(row?.n).toBe('049190000002')
  })

  test('the person who represents an organisation at the counter is stored, shown, printed on the slip, and sealed', async () => {
    const { status, body } = await file(house)
    expect([status, body.applicant]).toMatchObject([201, { name: 'Công ty TNHH Thử', person: 'Nguyễn Thị Thử', representativeName: null }])
    expect((await file(person)).body.applicant).toMatchObject({ name: 'Nguyễn Thị Thử', person: null })
    await call(await as('tiepnhan1'), 'GET', `/dossiers/${body.code}/documents/receipt-slip.pdf`)
    const [slip] = await db.peek<{ from: string; owner: string }>(
      `select i.data #>> '{applicant,name}' as from, i.data #>> '{owner,name}' as owner from document.issued_document i
        join dossier.dossier d on d.id = i.dossier_id where d.code = $1 and i.form = 'receipt-slip'`,
      [body.code],
    )
    expect(slip).toEqual({ from: 'Nguyễn Thị Thử', owner: 'Công ty TNHH Thử' })
    expect(await recordFaultsOf(db.kysely, body.code)).toEqual([])
    await db.peek(
      `begin; set local session_replication_role = replica; update dossier.dossier set applicant_person = 'Người khác' where code = '${body.code}'; commit`,
    )
    expect(await recordFaultsOf(db.kysely, body.code)).toEqual(['the applicant is not who the acts say: person'])
  })

  test('a birth day cannot be corrected to an impossible day', async () => {
    const { body } = await file(person)
    const wrong = await call<Answer>(await as('tiepnhan1'), 'POST', `/dossiers/${body.code}/acts`, {
      act: 'correct_identity',
      identity: { bornOn: tomorrow },
      reason: 'Đối chiếu thẻ',
    })
    expect([wrong.body.code, wrong.body.fields?.[0]?.field]).toEqual(['APPLICANT_WRONG', '/body/identity/bornOn'])
  })
})

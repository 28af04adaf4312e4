import { describe, expect, test } from 'vitest'
import { verify } from '#oversight'
import { pdfWords, tight } from '../../testing/pdf-words.ts'
import { testCentre } from '../../testing/test-centre.ts'

const centre = await testCentre()
const { db, call, as, centreId } = centre
const list = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1')
const procedureCode = list.body.items[0]?.code ?? ''

type View = {
  code: string
  state: string
  applicant: { name: string; idNumber: string; phone: string; email: string | null; address: string; bornOn: string | null }
  timeline: { act: string; note: string }[]
}
const act = async (code: string, name: string, more: object, login = 'tiepnhan1') =>
  (await call<View & { fields?: { field: string }[] }>(await as(login), 'POST', `/dossiers/${code}/acts`, { act: name, ...more })).body
const received = async (): Promise<string> =>
  (
    await call<View>(await as('tiepnhan1'), 'POST', '/dossiers', {
      procedureCode,
      centreId,
      applicant: {
        kind: 'person',
        fullName: 'Nguyễn Thị Sai',
        idNumber: '049190000001',
        bornOn: '1990-01-01',
        address: 'Phường Tam Kỳ',
        phone: '0905000001',
        email: 'sai@dan.example',
      },
      papers: Array.from({ length: 30 }, (_, index) => ({ componentNo: index + 1, originals: 2, copies: 2 })),
    })
  ).body.code
const slip = async (code: string) =>
  await pdfWords((await call<Buffer>(await as('tiepnhan1'), 'GET', `/dossiers/${code}/documents/receipt-slip.pdf`)).body)
const see = async (code: string, login: string) => (await call<View>(await as(login), 'GET', `/dossiers/${code}`)).body
const reason = 'Ghi nhầm khi tiếp nhận'

describe('a correction of the applicant', () => {
  test('of the person is sealed as old and new, changes the row, and prints the slip again with its mark', async () => {
    const code = await received()
    const before = await slip(code)
    const after = await act(code, 'correct_identity', {
      identity: { fullName: 'Nguyễn Thị Đúng', idNumber: '049190000009', bornOn: '1991-02-03' },
      reason,
    })
    expect(after.applicant).toMatchObject({ name: 'Nguyễn Thị Đúng', idNumber: '049190000009', bornOn: '1991-02-03', phone: '0905000001' })
    const [record] = await db.peek<{ payload: string }>(
      `select payload from dossier.act where kind = 'correct_identity' order by at desc limit 1`,
    )
    expect(JSON.parse(record?.payload ?? '{}')).toMatchObject({
      reason,
      corrected: {
        name: { was: 'Nguyễn Thị Sai', is: 'Nguyễn Thị Đúng' },
        idNumber: { was: '049190000001', is: '049190000009' },
        bornOn: { was: '1990-01-01', is: '1991-02-03' },
      },
    })
    const printed = await slip(code)
    expect(before).toContain(tight('Nguyễn Thị Sai'))
    expect(printed).not.toContain(tight('Nguyễn Thị Sai'))
    for (const words of ['Nguyễn Thị Đúng', 'Thay thế', 'Bản in lại sau khi sửa họ tên, số giấy tờ, ngày sinh'])
      expect(printed).toContain(tight(words))
    expect(
      (await call<{ items: { code: string }[] }>(await as('tiepnhan1'), 'GET', '/dossiers?q=nguyen%20thi%20dung')).body.items,
    ).toMatchObject([{ code }])
  })

  test('of the contact is possible while the dossier is open, and takes a wrong mailbox away', async () => {
    const code = await received()
    const after = await act(code, 'correct_contact', { contact: { phone: '+856 20 5512 3456', email: '' }, reason })
    expect(after.applicant).toMatchObject({ phone: '+8562055123456', email: null, address: 'Phường Tam Kỳ' })
    await act(code, 'withdraw', { reason: 'Không còn nhu cầu' })
    expect((await act(code, 'correct_contact', { contact: { phone: '0905000003' }, reason })).code).toBe('DOSSIER_WRONG_STATE')
    expect((await act(code, 'correct_identity', { identity: { fullName: 'Khác' }, reason })).code).toBe('DOSSIER_WRONG_STATE')
  })

  test('is refused without a difference, without input, without a reason and to other agencies and roles', async () => {
    const code = await received()
    expect((await act(code, 'correct_contact', { contact: { phone: '0905 000 001' }, reason })).code).toBe('NOTHING_CORRECTED')
    expect((await act(code, 'correct_contact', { reason })).fields).toMatchObject([{ field: '/body/contact/phone' }])
    expect((await act(code, 'correct_contact', { contact: { phone: '0905 000 002' } })).fields).toMatchObject([{ field: '/body/reason' }])
    expect((await act(code, 'correct_contact', { contact: { phone: '0905 000 002' }, reason }, 'thuly.stp')).code).toBe('DOSSIER_NOT_FOUND')
    expect((await act(code, 'correct_contact', { contact: { phone: '0905 000 002' }, reason }, 'thuly.skhdt')).code).toBe(
      'DOSSIER_WRONG_ROLE',
    )
  })

  test('shows old and new values to those who see the applicant, and only the fields to an overseer', async () => {
    const code = await received()
    await act(code, 'correct_contact', { contact: { phone: '0905000077' }, reason })
    expect((await see(code, 'tiepnhan1')).timeline[0]?.note).toContain('số điện thoại: 0905000001 → 0905000077')
    const overseen = JSON.stringify((await see(code, 'thanhtra')).timeline)
    expect(overseen).toContain('sửa số điện thoại')
    expect(overseen).not.toContain('0905000077')
  })

  test('cannot be made by any statement but the sealed act', async () => {
    const code = await received()
    await expect(db.pool.query(`update dossier.dossier set applicant_name = 'X'`)).rejects.toThrow('permission denied')
    const [row] = await db.peek<{ id: string }>('select id from dossier.dossier where code = $1', [code])
    await expect(db.pool.query('select dossier.correct_applicant($1, 1, $2)', [row?.id, 'x'])).rejects.toThrow('corrects nothing')
    expect((await verify(db.ownerUrl)).filter((finding) => finding.broken > 0)).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'

const { call, as, centreId, db } = await testCentre()
const counter = await as('tiepnhan1')
const { body: list } = await call<{ items: { code: string }[] }>(
  null,
  'GET',
  '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1',
)
const procedureCode = list.items[0]?.code ?? ''
const { body: procedure } = await call<{ name: string; components: { no: number; name: string }[] }>(
  null,
  'GET',
  `/procedures/${procedureCode}`,
)
const papers = procedure.components.slice(0, 2).map(({ no }) => ({ componentNo: no, originals: 1, copies: 2 }))
const full = {
  procedureCode,
  centreId,
  applicant: {
    fullName: 'Nguyễn Thị Thử',
    idNumber: '049190000011',
    address: 'Phường Tam Kỳ',
    phone: '0905 000 011',
    email: 'thu@motcua.example',
  },
  papers,
  resultMethod: 'post',
}

type Drawn = { picture: string; lines: string[] }
const draw = async (body: object) => await call<Drawn>(counter, 'POST', '/slip-pictures', body)

describe('the slip while an intake is typed', () => {
  test('is a drawing before anything is typed, with empty fields', async () => {
    const { status, body } = await draw({ centreId, applicant: {} })
    expect(status).toBe(200)
    expect(body.picture).toMatch(/^<svg /u)
    expect(body.lines).toContain('Tiếp nhận hồ sơ của: chưa ghi')
    expect(body.lines).toContain('Thời gian trả kết quả: chưa ghi')
    expect(body.lines).toContain('Phí, lệ phí: chưa ghi')
  })

  test('shows the typed data, and the same day as the promise of the procedure', async () => {
    const { status, body } = await draw(full)
    expect(status).toBe(200)
    expect(body.lines).toContain('Tiếp nhận hồ sơ của: Nguyễn Thị Thử')
    expect(body.lines).toContain(`Nội dung yêu cầu giải quyết: ${procedure.name}`)
    expect(body.lines).toContain(`${procedure.components[0]?.name}: 1 bản chính, 2 bản photo`)
    expect(body.lines).toContain('Đăng ký nhận kết quả tại: Dịch vụ bưu chính công ích')
    const promise = await call<{ committed: { dueAt: string } }>(counter, 'GET', `/procedures/${procedureCode}/promise`)
    const due = Temporal.Instant.from(promise.body.committed.dueAt).toZonedDateTimeISO('Asia/Ho_Chi_Minh')
    const said = body.lines.find((line) => line.startsWith('Thời gian trả kết quả: ')) ?? ''
    expect(said).toMatch(new RegExp(`ngày 0?${due.day} tháng 0?${due.month} năm ${due.year}$`, 'u'))
  })

  test('contains nothing a browser could run, and grows with the input', async () => {
    const [empty, { body }] = [await draw({ centreId, applicant: {} }), await draw(full)]
    expect(body.picture).not.toMatch(/<script|<style|<foreignObject|\son\w+=|javascript:/iu)
    const letters = (svg: string): number => svg.match(/<use /gu)?.length ?? 0
    expect(letters(empty.body.picture)).toBeGreaterThan(500)
    expect(letters(body.picture)).toBeGreaterThan(letters(empty.body.picture))
  })

  test('stores nothing: no dossier, no document, no number', async () => {
    const kept = async () =>
      await db.peek<{ dossiers: string; documents: string }>(
        'select (select count(*) from dossier.dossier) as dossiers, (select count(*) from document.issued_document) as documents',
      )
    const before = await kept()
    await draw(full)
    expect(await kept()).toEqual(before)
  })

  test('invalid input is drawn as typed; text that cannot be printed is refused by name', async () => {
    const odd = { ...full.applicant, phone: 'abc', idNumber: '1', email: '@', fullName: '<b>#strong[x]</b> $x$ \u202e' }
    const drawn = await draw({ ...full, applicant: odd })
    expect(drawn.status).toBe(200)
    expect(drawn.body.lines).toContain('Tiếp nhận hồ sơ của: <b>#strong[x]</b> $x$')
    expect(drawn.body.picture).not.toContain('<b>')
    const refused = await call<{ code: string }>(counter, 'POST', '/slip-pictures', { ...full, procedureCode: 'khong-co' })
    expect([refused.status, refused.body.code]).toEqual([409, 'PROCEDURE_NOT_RECEIVED_HERE'])
    const tooLong = await draw({ ...full, applicant: { ...full.applicant, address: 'x'.repeat(501) } })
    expect(tooLong.status).toBe(422)
  })
})

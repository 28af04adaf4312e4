import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { call, as, centreId, db } = centre
const year = Temporal.Now.instant().toZonedDateTimeISO('+07:00').year
const tight = (text: string): string => text.replace(/\s+/gu, '')

async function pagesOf(pdf: Uint8Array): Promise<{ pages: string[]; size: number[] }> {
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise
  const pages: string[] = []
  let size: number[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    size = page.view.map((edge) => Math.round((edge / 72) * 25.4))
    pages.push(tight((await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('')))
  }
  await document.loadingTask.destroy()
  return { pages, size }
}

const list = await call<{ items: { code: string }[] }>(
  null,
  'GET',
  '/procedures?handling=forwarded&state=published&limit=100&agency=H47.01',
)
const procedure = (
  await call<{ code: string; name: string; agency: { code: string; name: string }; components: { no: number }[] }>(
    null,
    'GET',
    `/procedures/${list.body.items[0]!.code}`,
  )
).body

async function received(fullName: string): Promise<string> {
  const { status, body } = await call<{ code: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode: procedure.code,
    centreId,
    applicant: { kind: 'person', fullName, idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905 000 001' },
    papers: procedure.components.map(({ no }) => ({ componentNo: no, originals: 1, copies: 1 })),
  })
  expect(status).toBe(201)
  return body.code
}

async function handedOver(codes: string[]): Promise<string> {
  const { status, body } = await call<{ number: string }>(await as('tiepnhan1'), 'POST', '/handovers', {
    direction: 'to_agency',
    agencyCode: procedure.agency.code,
    centreId,
    dossierCodes: codes,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.number
}

describe('the handover list', () => {
  test('names everyone who was on it, also after they were received', async () => {
    const codes = [await received('Nguyễn Thị Nhất'), await received('Trần Văn Nhì')]
    const number = await handedOver(codes)
    const path = `/handovers/${number}/list.pdf`
    const before = await call<Buffer>(await as('tiepnhan1'), 'GET', path)
    expect(before.status).toBe(200)
    const clerk = await as('thuly.skhdt')
    await call(clerk, 'POST', `/handovers/${number}/receive`, { dossierCodes: codes })
    const { pages } = await pagesOf((await call<Buffer>(await as('tiepnhan1'), 'GET', path)).body)
    for (const words of [
      'DANH SÁCH BÀN GIAO HỒ SƠ',
      number,
      ...codes,
      'Nguyễn Thị Nhất',
      'Trần Văn Nhì',
      procedure.name,
      'Tổng số hồ sơ bàn giao: 2 hồ sơ',
      'NGƯỜI GIAO',
      'NGƯỜI NHẬN',
    ]) {
      expect(pages.join('')).toContain(tight(words))
    }
  })

  test('shows the deadline of each handover, who made the list, and who received each dossier when', async () => {
    const codes = [await received('Nguyễn Thị Nhất'), await received('Trần Văn Nhì')]
    const number = await handedOver(codes)
    const path = `/handovers/${number}/list.pdf`
    const list = await call<{ createdBy: string; dossiers: { handOver: { by: string } }[] }>(
      await as('tiepnhan1'),
      'GET',
      `/handovers/${number}`,
    )
    const by = list.body.dossiers[0]?.handOver.by ?? ''
    const whole = async () => (await pagesOf((await call<Buffer>(await as('tiepnhan1'), 'GET', path)).body)).pages.join('')
    const before = await whole()
    expect(before).toContain(tight('Bàn giao chậm nhất'))
    const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/u.exec(by) ?? []
    const words = `${hour} giờ ${minute} phút, ngày ${day} tháng ${month} năm ${year}`
    expect(before.split(tight(words)).length - 1, `${words} stands in both lines`).toBe(2)
    expect(before).toContain(tight(list.body.createdBy))
    const clerk = 'thuly.skhdt'
    await call(await as(clerk), 'POST', `/handovers/${number}/receive`, { dossierCodes: codes.slice(0, 1) })
    const [officer] = await db.peek<{ name: string }>('select display_name as name from identity.account where login = $1', [clerk])
    const after = await whole()
    // In the line of the one received; nobody received the whole list yet.
    expect(after.split(tight(officer?.name ?? '?')).length - 1).toBe(1)
    await call(await as(clerk), 'POST', `/handovers/${number}/receive`, { dossierCodes: codes.slice(1) })
    expect((await whole()).split(tight(officer?.name ?? '?')).length - 1, 'two lines and under the list').toBe(3)
  })

  test('with an unknown code is not found', async () => {
    expect((await call(await as('tiepnhan1'), 'GET', '/handovers/BG-000000-00000000/list.pdf')).status).toBe(404)
  })
})

describe('the control sheet', () => {
  test('begins with the applicant handing over to the centre, and has a row for every unit that had the dossier', async () => {
    const code = await received('Lê Văn Kiểm')
    const number = await handedOver([code])
    await call(await as('thuly.skhdt'), 'POST', `/handovers/${number}/receive`, { dossierCodes: [code] })
    const answer = await call<Buffer>(await as('tiepnhan1'), 'GET', `/dossiers/${code}/control-sheet.pdf`)
    expect(answer.status).toBe(200)
    const { pages, size } = await pagesOf(answer.body)
    expect(size).toEqual([0, 0, 148, 210])
    const whole = pages.join('')
    for (const words of [
      'PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ',
      code,
      'Kèm theo hồ sơ của: Lê Văn Kiểm',
      'TÊN CƠ QUAN',
      'THỜI GIAN GIAO, NHẬN HỒ SƠ',
      'KẾT QUẢ GIẢI QUYẾT HỒ SƠ',
      'GHI CHÚ',
      '1. Giao: Người nộp hồ sơ',
      `2. Nhận: ${procedure.agency.name}`,
    ])
      expect(whole).toContain(tight(words))
    expect(whole, 'nothing has ended yet').toContain(tight('Kết quả chung: chưa có'))
  })

  test('measures each unit by the hours of its own step, and the whole by both limits', async () => {
    // Fifteen working days by law, ten promised: between the two it is late by the promise and early by the law.
    await db.peek(
      `update procedure.procedure_version set legal_amount = 15, legal_unit = 'working_days', committed_amount = 10, committed_unit = 'working_days'`,
    )
    await db.peek(`update procedure.version_channel set limit_amount = null, limit_unit = null`)
    // A version that was not read yet, because versions are cached.
    const lives = await dossiersAt(centre, list.body.items[1]!.code)
    const code = await lives.inAgency('2026-03-02T09:00')
    await lives.act('2026-03-18T09:00', code, 'withdraw', 'counter_officer', { reason: 'Không còn nhu cầu' })
    const { body } = await call<Buffer>(await as('tiepnhan1'), 'GET', `/dossiers/${code}/control-sheet.pdf`)
    const whole = (await pagesOf(body)).pages.join('')
    expect(whole).toContain(tight('theo ngày hẹn trả: Quá hạn; theo thời hạn của pháp luật: Trước hạn'))
    expect(whole).toContain(tight('Quá hạn'))
  })
})

describe('the register', () => {
  test('numbers the dossiers of the centre through the year, in the order they were received', async () => {
    const [first, second] = [await received('Phạm Thị Trước'), await received('Phạm Thị Sau')]
    const { pages, size } = await pagesOf(
      (await call<Buffer>(await as('tiepnhan1'), 'GET', `/centres/${centreId}/registers/${year}/1.pdf`)).body,
    )
    expect(size).toEqual([0, 0, 297, 210])
    const whole = pages.join('')
    expect(whole.indexOf(tight(first))).toBeLessThan(whole.indexOf(tight(second)))
    for (const words of [
      'SỔ THEO DÕI HỒ SƠ',
      `Năm ${year}`,
      'Quyển số: 01',
      'Mã hồ sơ',
      'Tên thủ tục hành chính',
      'Hẹn trả kết quả',
      'Phương thức nhận kết quả',
      'Ký nhận',
      'Trang 1/',
    ]) {
      expect(whole).toContain(tight(words))
    }
    expect(whole).not.toContain(tight('Khoá sổ'))
  })

  test('as CSV has a line for every dossier and the same numbers', async () => {
    const { body } = await call<Buffer>(await as('tiepnhan1'), 'GET', `/centres/${centreId}/registers/${year}/all.csv`)
    expect([...body.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const rows = body.toString('utf8').trim().split('\n')
    const [{ count } = { count: 0 }] = await db.peek<{ count: number }>(
      'select count(*)::int as count from dossier.dossier where accepted_at is not null',
    )
    expect(rows).toHaveLength(count + 1)
    expect(rows.slice(1).map((row) => Number(row.split(',')[0]))).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  })

  test('writes a name that a spreadsheet would run as a formula as text', async () => {
    await received('=HYPERLINK(1)')
    const { body } = await call<Buffer>(await as('tiepnhan1'), 'GET', `/centres/${centreId}/registers/${year}/all.csv`)
    expect(body.toString('utf8')).toContain(`'=HYPERLINK(1)`)
  })

  test('of twelve hundred dossiers is three books whose numbers run on, and a year that is over is closed', async () => {
    await db.peek(`insert into dossier.dossier select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'code', 'H47.99-200101-' || lpad(n::text, 5, '0'),
        'received_at', timestamptz '2020-03-02 01:00+00' + n * interval '1 minute',
        'accepted_at', timestamptz '2020-03-02 01:00+00' + n * interval '1 minute', 'handover_id', null))).*
      from dossier.dossier d, generate_series(1, 1200) n where d.id = (select id from dossier.dossier where accepted_at is not null limit 1)`)
    const book = async (number: number) =>
      (
        await pagesOf((await call<Buffer>(await as('tiepnhan1'), 'GET', `/centres/${centreId}/registers/2020/${number}.pdf`)).body)
      ).pages.join('')
    const last = await book(3)
    expect(await book(2)).toContain(tight('1000 H47.99-200101-01000'))
    expect(last).toContain(tight('1001 H47.99-200101-01001'))
    expect(last).toContain(tight('1200 H47.99-200101-01200'))
    expect(last).toContain(tight('Khoá sổ năm 2020: 1200 hồ sơ, đánh số liên tục từ 01 đến 1200, gồm 3 quyển.'))
    expect((await call(await as('tiepnhan1'), 'GET', `/centres/${centreId}/registers/2020/4.pdf`)).status).toBe(404)
    const { body } = await call<Buffer>(await as('tiepnhan1'), 'GET', `/centres/${centreId}/registers/2020/all.csv`)
    const lines = body.toString('utf8').trim().split('\n')
    expect(lines).toHaveLength(1201)
    expect(lines.at(-1)).toMatch(/^1200,H47\.99-200101-01200,/u)
  })

  type View = {
    lines: number
    isClosed: boolean
    years: number[]
    books: { book: number; from: number; to: number }[]
    items: { line: number; dossierCode: string; applicantName: string }[]
    hasMore: boolean
  }
  const view = async (of: number, q = '') =>
    (await call<View>(await as('tiepnhan1'), 'GET', `/centres/${centreId}/registers/${of}?q=${encodeURIComponent(q)}`)).body

  test('on the screen shows its years, books and latest lines, with the numbers of the books', async () => {
    const page = await view(2020)
    expect(page).toMatchObject({
      lines: 1200,
      isClosed: true,
      hasMore: true,
      books: [
        { book: 1, from: 1, to: 500 },
        { book: 2, from: 501, to: 1000 },
        { book: 3, from: 1001, to: 1200 },
      ],
    })
    expect(page.years).toEqual(Array.from({ length: year - 2019 }, (_, index) => year - index))
    expect(page.items.map(({ line, dossierCode }) => `${line} ${dossierCode}`).slice(0, 2)).toEqual([
      '1200 H47.99-200101-01200',
      '1199 H47.99-200101-01199',
    ])
    expect(await view(2019)).toMatchObject({ lines: 0, books: [], items: [] })
  })

  test('finds a line by its number, its code and the beginning of a name, always with the number of the books', async () => {
    expect((await view(2020, '777')).items).toMatchObject([{ line: 777, dossierCode: 'H47.99-200101-00777' }])
    expect((await view(2020, 'h47.99-200101-00501')).items).toMatchObject([{ line: 501, dossierCode: 'H47.99-200101-00501' }])
    await db.peek(
      `update dossier.dossier set applicant_name = 'Đặng Thị Hiếm', applicant_folded = 'dang thi hiem' where code in ('H47.99-200101-00009', 'H47.99-200101-00400', 'H47.99-200101-01111')`,
    )
    expect((await view(2020, 'Đặng thị h')).items.map(({ line, dossierCode }) => [line, dossierCode.slice(-5)])).toEqual([
      [1111, '01111'],
      [400, '00400'],
      [9, '00009'],
    ])
    expect((await view(2020, '1201')).items).toEqual([])
    expect((await view(2020, '0')).items).toEqual([])
    expect((await view(2020, '%')).items).toEqual([])
  })

  test('is refused to an officer of one agency', async () => {
    const answer = await call<{ code: string }>(await as('thuly.skhdt'), 'GET', `/centres/${centreId}/registers/${year}/1.pdf`)
    expect([403, 404]).toContain(answer.status)
    expect([403, 404]).toContain((await call(await as('thuly.skhdt'), 'GET', `/centres/${centreId}/registers/${year}`)).status)
  })
})

import * as fc from 'fast-check'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, test } from 'vitest'
import type { Json } from '#kernel/canonical-json.ts'
import { formText } from '../domain/form-text.ts'
import { sampleApology, sampleReceiptSlip, sampleRefusal, sampleStopNotice, sampleSupplementRequest } from '../domain/sample-forms.ts'
import { drawForm, renderForm } from './render-form.ts'

type Read = {
  pages: string[]
  title: string
  lang: string | null
  part: string | undefined
  sizes: number[][]
  fonts: Set<string>
}

/** What a reader of the PDF sees: text by page, without white space, and what the file says of itself. */
async function read(pdf: Uint8Array): Promise<Read> {
  const raw = Buffer.from(pdf).toString('latin1')
  const fonts = new Set(Array.from(raw.matchAll(/\/FontName\s*\/[A-Z]{6}\+([\w-]+)/gu), (match) => match[1] ?? ''))
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise
  const { info } = (await document.getMetadata()) as unknown as {
    info: { Title: string; Language: string | null }
  }
  const pages: string[] = []
  const sizes: number[][] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    sizes.push(page.view.map((edge) => Math.round((edge / 72) * 25.4)))
    const { items } = await page.getTextContent()
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replace(/\s+/gu, ''),
    )
  }
  await document.loadingTask.destroy()
  return {
    pages,
    title: info.Title,
    lang: info.Language,
    part: /pdfaid:part>(\d)</u.exec(raw)?.[1],
    sizes,
    fonts,
  }
}

const tight = (text: string): string => text.replace(/\s+/gu, '')

/** Every string that the form is asked to say, except what is not words. */
function saidBy(value: Json): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((item: Json) => saidBy(item))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, item]) => (key === 'title' || item === undefined ? [] : saidBy(item)))
}

const samples = [
  {
    form: 'receipt-slip',
    data: sampleReceiptSlip,
    labels: [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Mã hồ sơ:',
      '(Liên: Giao khách)',
      'Tiếp nhận hồ sơ của (Ông/Bà/Tổ chức):',
      'Địa chỉ:',
      'Số điện thoại:',
      'Email:',
      'Số CMND/Thẻ căn cước/Hộ chiếu:',
      'Nội dung yêu cầu giải quyết:',
      '1. Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ gồm:',
      'TT',
      'Tên thành phần hồ sơ',
      'Số lượng',
      'Bản chính',
      'Bản chứng thực',
      'Bản photo',
      '2. Số lượng hồ sơ:',
      '3. Thời gian giải quyết hồ sơ theo quy định là:',
      '4. Thời gian nhận hồ sơ:',
      '5. Thời gian trả kết quả giải quyết hồ sơ:',
      '6. Đăng ký nhận kết quả tại:',
      '7. Phí, lệ phí (nếu có):',
      'Vào Sổ theo dõi hồ sơ, Quyển số:',
      'Số thứ tự:',
      'NGƯỜI NỘP HỒ SƠ',
      'NGƯỜI TIẾP NHẬN HỒ SƠ',
      '(Ký và ghi rõ họ tên)',
    ],
  },
  {
    form: 'supplement-request',
    data: sampleSupplementRequest,
    labels: [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Tiếp nhận hồ sơ/yêu cầu của Ông/Bà:',
      'Nội dung yêu cầu giải quyết:',
      'Yêu cầu Ông/Bà hoàn thiện hồ sơ gồm những nội dung như sau:',
      'Lý do:',
      'Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông (Bà) liên hệ với',
      'để được hướng dẫn./.',
      'NGƯỜI HƯỚNG DẪN',
    ],
  },
  {
    form: 'refusal',
    data: sampleRefusal,
    labels: [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Tiếp nhận hồ sơ của:',
      'Qua xem xét,',
      'thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:',
      'Xin thông báo cho Ông/Bà được biết và thực hiện.',
      'NGƯỜI NỘP HỒ SƠ',
      'NGƯỜI TIẾP NHẬN HỒ SƠ',
    ],
  },
  {
    form: 'apology',
    data: sampleApology,
    labels: [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Kính gửi:',
      'Địa chỉ:',
      'Mã hồ sơ:',
      'Thời gian hẹn trả kết quả:',
      'Thời hạn theo quy định của pháp luật:',
      'Lý do:',
      'trân trọng xin lỗi Ông/Bà',
      'Số ngày gia hạn:',
      'Thời gian hẹn trả kết quả lại:',
      'Nơi nhận:',
      '(Ký và ghi rõ họ tên)',
    ],
  },
  {
    form: 'stop-notice',
    data: sampleStopNotice,
    labels: [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Kính gửi:',
      'Nội dung yêu cầu giải quyết:',
      'thông báo dừng giải quyết hồ sơ nêu trên',
      'Căn cứ:',
      'Lý do:',
      'Giấy tờ đã nộp, Ông/Bà nhận lại tại',
      'NGƯỜI TIẾP NHẬN HỒ SƠ',
    ],
  },
] as const

describe.each(samples)('the form $form', ({ form, data, labels }) => {
  test('contains every given word and every label of the legal form', async () => {
    const { pages } = await read(renderForm(form, data))
    const whole = pages.join('')
    for (const words of saidBy(formText(form, data))) expect(whole).toContain(tight(words))
    for (const label of labels) expect(whole).toContain(tight(label))
  })

  test('is A5, PDF/A-2, in Vietnamese, titled, with Tinos as its only font', async () => {
    const { sizes, part, lang, title, fonts } = await read(renderForm(form, data))
    for (const size of sizes) expect(size).toEqual([0, 0, 148, 210])
    expect(part).toBe('2')
    expect(lang).toMatch(/^vi/u)
    expect(title).toBe(formText(form, data)['title'])
    expect(fonts.size).toBeGreaterThan(0)
    for (const font of fonts) expect(font).toMatch(/^Tinos-/u)
  })

  test('has the same bytes when printed again, and other bytes when a word differs', () => {
    const first = Buffer.from(renderForm(form, data))
    expect(Buffer.from(renderForm(form, data)).equals(first)).toBe(true)
    expect(Buffer.from(renderForm(form, { ...data, place: 'Hội An' } as never)).equals(first)).toBe(false)
  })

  test('carries the stamp MẪU only for a sample dossier', async () => {
    const stamped = await read(renderForm(form, { ...data, sample: true } as never))
    const plain = await read(renderForm(form, data))
    expect(stamped.pages[0]).toContain('MẪU')
    expect(plain.pages.join('')).not.toContain('MẪU')
  })
})

test('the slip is one page for the person and one for the file; only the first shows the secret', async () => {
  const { pages } = await read(renderForm('receipt-slip', sampleReceiptSlip))
  expect(pages).toHaveLength(3)
  expect(pages[0]).toContain(tight('(Liên: Giao khách)'))
  expect(pages[0]).toContain('K7PQ-3M2X')
  expect(pages[1]).toContain(tight('(Liên: Lưu)'))
  expect(pages[1]).not.toContain('K7PQ-3M2X')
})

describe('the slip to rate the centre', () => {
  const heading = tight('PHIẾU ĐÁNH GIÁ VIỆC GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH')
  const asked = [
    ['receipt-slip', sampleReceiptSlip],
    ['supplement-request', sampleSupplementRequest],
    ['refusal', sampleRefusal],
  ] as const

  test.each(asked)('is the last sheet of %s, with both questions and every face', async (form, data) => {
    const last = (await read(renderForm(form, data as never))).pages.at(-1) ?? ''
    for (const words of ['Kết quả giải quyết', 'Thái độ phục vụ', 'Rất hài lòng', 'Không hài lòng', 'không ai biết phiếu là của ai'])
      expect(last).toContain(tight(words))
    expect(last).toContain(heading)
  })

  test.each(asked)('of %s identifies no one: another person, code and secret give the same sheet', async (form, data) => {
    const sheetOf = async (given: object) => (await read(renderForm(form, given as never))).pages.at(-1)
    const another = {
      ...data,
      dossierCode: 'H47.02-260101-0999',
      number: '99/KHAC',
      applicant: { ...data.applicant, name: 'Người khác', phone: '0911111111' },
      ...(form === 'receipt-slip' ? { lookupSecret: 'ZZZZ-ZZZZ', trackingUrl: 'https://khac.example/tra-cuu/khac' } : {}),
    }
    expect(await sheetOf(another)).toBe(await sheetOf(data))
    expect(await sheetOf(data)).not.toMatch(/\d{3}/u)
  })

  test('is not part of the copy that the centre keeps', async () => {
    const { pages } = await read(renderForm('receipt-slip', { ...sampleReceiptSlip, lookupSecret: null }))
    expect(pages).toHaveLength(2)
    expect(pages.join('')).not.toContain(heading)
  })
})

test('an unsigned apology is marked as a draft, and leaves the number and the new day blank', async () => {
  const draft = {
    ...sampleApology,
    number: null,
    isDraft: true,
    isLate: true,
    reason: '',
    days: null,
    dueAfter: null,
    signer: { style: null, name: null },
  }
  const { pages } = await read(renderForm('apology', draft))
  expect(pages.join('')).toContain(tight('DỰ THẢO'))
  expect(pages.join('')).toContain(tight('Số: ………/PXL'))
  expect(pages.join('')).toContain(tight('Thời gian hẹn trả kết quả lại: ……………………'))
  expect((await read(renderForm('apology', sampleApology))).pages.join('')).not.toContain(tight('DỰ THẢO'))
})

test('a long list of papers flows over pages, with the head of the table and page numbers on each', async () => {
  const papers = Array.from({ length: 30 }, (_, index) => ({
    name: `Giấy tờ số ${index + 1} về quyền sử dụng đất, kèm bản vẽ và biên bản xác minh hiện trạng`,
    originals: 1,
    certifiedCopies: 0,
    photocopies: 0,
  }))
  const { pages } = await read(renderForm('receipt-slip', { ...sampleReceiptSlip, papers }))
  expect(pages.length).toBeGreaterThan(2)
  const perCopy = (pages.length - 1) / 2
  pages.slice(0, -1).forEach((page, index) => expect(page).toContain(`${(index % perCopy) + 1}/${perCopy}`))
  for (const page of [pages[0], pages[1]]) expect(page).toContain(tight('Tên thành phần hồ sơ'))
  for (const paper of papers) expect(pages.join('')).toContain(tight(paper.name))
})

test('every Vietnamese letter is printed correctly, also in decomposed form', async () => {
  const vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y']
  const lower = vowels.flatMap((vowel) =>
    ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => (vowel + tone).normalize('NFC')),
  )
  const alphabet = [...lower, 'đ'].flatMap((letter) => [letter, letter.toUpperCase()]).join('')
  const { pages } = await read(renderForm('refusal', { ...sampleRefusal, reason: alphabet.normalize('NFD') }))
  expect(pages.join('')).toContain(alphabet)
})

test('text typed into a dossier is never read as markup', async () => {
  const typed =
    '#pagebreak() #read("form.typ") $x^2$ \\ *đậm* _nghiêng_ @trích <nhãn> `mã` = Mục - gạch + số / chú // hết "ngoặc" [a](b) ~ --- ...'
  const { pages } = await read(
    renderForm('supplement-request', {
      ...sampleSupplementRequest,
      applicant: { ...sampleSupplementRequest.applicant, name: typed },
      procedureName: typed,
      defects: [typed],
      reason: typed,
    }),
  )
  expect(pages.join('').split(tight(typed))).toHaveLength(5)
})

test('characters that no font has become a box and do not stop the slip', async () => {
  const { pages } = await read(
    renderForm('refusal', {
      ...sampleRefusal,
      applicant: { ...sampleRefusal.applicant, name: 'Lê 中 😀 Văn A' },
    }),
  )
  expect(pages.join('')).toContain('Lê□□VănA')
})

test('any text produces a form that contains it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }), async (name, reason) => {
      const pdf = renderForm('refusal', {
        ...sampleRefusal,
        applicant: { ...sampleRefusal.applicant, name },
        reason,
      })
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-')
      await new Promise((resolve) => setImmediate(resolve))
    }),
    { numRuns: 60 },
  )
})

describe('a form drawn', () => {
  test('shows the first copy of the slip, with exactly the text of the paper', async () => {
    const data = { ...sampleReceiptSlip, number: null }
    const svg = drawForm('receipt-slip', data)
    const { pages } = await read(renderForm('receipt-slip', data))
    // Two copies and the slip to rate; drawn is the first copy alone.
    expect(pages.length).toBe(3)
    // One outline for every letter; white space has none.
    const outlines = new Set(Array.from(svg.matchAll(/<path id="([^"]+)"/gu), ([, id]) => `#${id}`))
    const letters = Array.from(svg.matchAll(/<use [^>]*href="([^"]+)"/gu), ([, id]) => id ?? '').filter((id) => outlines.has(id))
    expect(letters.length).toBe(pages[0]?.length)
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/u.exec(svg) ?? []
    expect([Number(width) / 148, Number(height) / 210].map((unit) => unit.toFixed(1))).toEqual(['2.8', '2.8'])
  })

  test('is only lines and letters', () => {
    const svg = drawForm('receipt-slip', { ...sampleReceiptSlip, number: null })
    expect(new Set(Array.from(svg.matchAll(/<([a-zA-Z]+)/gu), ([, name]) => name))).toEqual(
      new Set(['svg', 'defs', 'path', 'g', 'use', 'image']),
    )
  })
})

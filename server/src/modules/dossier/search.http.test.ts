import { expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'

const { call, as, centreId } = await testCentre()
const { body: listed } = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&limit=1')
const procedureCode = listed.items[0]?.code ?? ''

async function received(applicant: object = {}): Promise<{ code: string }> {
  const { body: procedure } = await call<{ components: { no: number }[] }>(null, 'GET', `/procedures/${procedureCode}`)
  const { status, body } = await call<{ code: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode,
    centreId,
    applicant: {
      kind: 'person',
      fullName: 'Nguyễn Thị Thử',
      idNumber: '049190000001',
      address: 'Phường Tam Kỳ',
      phone: '0905 000 001',
      ...applicant,
    },
    papers: procedure.components.map(({ no }) => ({ componentNo: no, originals: 9, copies: 9 })),
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

const found = async (q: string, login = 'tiepnhan1'): Promise<string[]> =>
  (await call<{ items: { code: string }[] }>(await as(login), 'GET', `/dossiers?q=${encodeURIComponent(q)}`)).body.items.map(
    ({ code }) => code,
  )

test('a name is found by its words in any order, with or without marks, and not by a part inside a word', async () => {
  const dossier = await received({ fullName: 'Đặng Thị Ước Mơ', phone: '0905 777 123' })
  for (const q of [
    'Đặng Thị',
    'dang thi uoc',
    'DANG THI UOC MO',
    'Ước Mơ',
    'thi uoc',
    'Mơ',
    'Đ%',
    'Đặng Ước',
    'Mơ Đặng',
    'mo uoc thi dang',
    'Thị Đặ',
    'mo da',
  ]) {
    expect([q, await found(q)]).toEqual([q, [dossier.code]])
  }
  for (const q of ['Đặng Thị Ước Mơn', 'oc mo', 'mo oc', 'Mơ Nguyễn', 'da mo', 'Ước u']) expect([q, await found(q)]).toEqual([q, []])
  for (const q of ['0905777123', '+84 905 777 123', '84905777123', '0905.777.123']) expect([q, await found(q)]).toEqual([q, [dossier.code]])
  const [, day, number] = dossier.code.split('-')
  expect(await found(`${day}-${Number(number)}`)).toContain(dossier.code)
  expect(await found(String(number))).toContain(dossier.code)
  // Who only oversees finds by a code, not by a name or a telephone.
  const overseer = async (q: string): Promise<number> => (await found(q, 'thanhtra')).length
  expect([await overseer('Ước Mơ'), await overseer('0905777123'), await overseer(`${day}-${number}`)]).toEqual([0, 0, 1])
})

test('punctuation alone finds nothing: it is in no name and no code', async () => {
  await received()
  for (const q of ['%%', '__', '..', '--', '((', '\u200B\u200B']) expect([q, await found(q)]).toEqual([q, []])
})

test.each(['B7654321', 'XX123456', 'K1234567A'])(
  'a dossier is found by passport number %s, whatever its case, and by its code',
  async (number) => {
    const dossier = await received({ idNumber: number })
    expect(await found(number)).toEqual([dossier.code])
    expect(await found(number.toLowerCase())).toEqual([dossier.code])
    expect(await found(dossier.code.toLowerCase())).toEqual([dossier.code])
  },
)

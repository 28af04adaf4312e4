import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerQuestion, listResembling, searchProcedureIndex } from './procedure-search.ts'
import { buildSearchIndex } from './search-index.ts'
import type { SearchIndex } from './search-index.ts'
import { oneSlipApart, searchWords } from './search-words.ts'

const names = {
  '1.000894': 'Thủ tục đăng ký kết hôn',
  '2.000806': 'Thủ tục đăng ký kết hôn có yếu tố nước ngoài',
  '1.000593': 'Thủ tục đăng ký kết hôn lưu động',
  '1.004746': 'Thủ tục đăng ký lại kết hôn',
  '1.001193': 'Thủ tục đăng ký khai sinh',
  '2.000528': 'Thủ tục đăng ký khai sinh có yếu tố nước ngoài',
  '1.004884': 'Thủ tục đăng ký lại khai sinh',
  '1.012753': 'Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất lần đầu',
  '1.013225': 'Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ',
  '1.002796': 'Đổi giấy phép lái xe hoặc bằng lái xe của người nước ngoài',
  '2.000815': 'Chứng thực bản sao từ bản chính giấy tờ, văn bản',
  '1.004222': 'Đăng ký thường trú',
  '1.004194': 'Đăng ký tạm trú',
  '2.001610': 'Đăng ký thành lập doanh nghiệp tư nhân',
}
const synonyms = [
  { phrase: 'sổ đỏ', means: 'giấy chứng nhận quyền sử dụng đất' },
  { phrase: 'làm giấy khai sinh', means: 'đăng ký khai sinh' },
  { phrase: 'gcn', means: 'giấy chứng nhận' },
  { phrase: 'qsdđ', means: 'quyền sử dụng đất' },
  { phrase: 'sao y', means: 'chứng thực bản sao từ bản chính' },
].map((synonym) => ({ ...synonym, doneAt: null }))
const index = buildSearchIndex(
  Object.entries(names).map(([code, name]) => ({ code, name, also: '' })),
  synonyms,
)

function codes(query: string, within: SearchIndex = index): string[] {
  return searchProcedureIndex(within, query).flatMap(({ entry }) => within.entries[entry]?.code ?? [])
}

describe('a person finds a procedure', () => {
  test.each([
    ['by its name', 'đăng ký kết hôn', '1.000894'],
    ['without marks', 'dang ky ket hon', '1.000894'],
    ['with a letter missing', 'dang ky kt hon', '1.000894'],
    ['with another spelling of ký', 'đăng kí kết hôn', '1.000894'],
    ['by the initials', 'DKKH', '1.000894'],
    ['by the initials, with đ', 'đkkh có yếu tố nước ngoài', '2.000806'],
    ['with words left out', 'ket hon nguoi nuoc ngoai', '2.000806'],
    ['with the wrong marks', 'đàng kỳ kệt hồn', '1.000894'],
    ['decomposed, as some computers type', 'đăng ký kết hôn'.normalize('NFD'), '1.000894'],
    ['with two letters swapped', 'dang ky khai isnh', '1.001193'],
    ['in a sentence', 'tôi muốn xin làm giấy khai sinh', '1.001193'],
    ['by what people call it', 'làm sổ đỏ', '1.012753'],
    ['by abbreviations together', 'cấp GCN QSDĐ', '1.012753'],
    ['by what people call it, without marks', 'sao y', '2.000815'],
    ['while still typing', 'đăng ký thườ', '1.004222'],
    ['by its code', '2.000528', '2.000528'],
    ['by the beginning of its code', '1.0041', '1.004194'],
  ])('%s: %s', (_, query, code) => {
    expect(codes(query)[0]).toBe(code)
  })

  test('of names that match equally, the one without further words comes first', () => {
    expect(codes('khai sinh').slice(0, 2)).toEqual(['1.001193', '1.004884'])
  })

  test('complete diacritics decide between similar words', () => {
    const alike = buildSearchIndex(
      [
        { code: 'a', name: 'Cấp phép bán', also: '' },
        { code: 'b', name: 'Cấp phép bàn', also: '' },
      ],
      [],
    )
    expect([codes('bàn', alike)[0], codes('bán', alike)[0]]).toEqual(['b', 'a'])
  })

  test.each(['', '   ', '???', 'xyzzy', '💥', '9.999999'])('%j has no result', (query) => {
    expect(codes(query)).toEqual([])
  })
})

describe('a question outside the catalogue', () => {
  const police = 'Công an xã'
  const small = buildSearchIndex(
    [
      { code: 'a', name: 'Gia hạn tạm trú cho người nước ngoài tại Việt Nam', also: 'Quản lý xuất nhập cảnh' },
      { code: 'b', name: 'Cấp giấy chứng nhận đăng ký tàu cá, tàu phục vụ nuôi trồng thủy sản', also: 'Thủy sản' },
      { code: 'c', name: 'Cấp lại chứng nhận đăng ký xe, biển số xe', also: 'Đăng ký xe' },
      { code: 'd', name: 'Đăng ký thành lập hộ kinh doanh', also: 'Hộ kinh doanh' },
      { code: 'e', name: 'Đăng ký công bố hợp chuẩn dựa trên kết quả chứng nhận', also: 'Đo lường' },
    ],
    [
      { phrase: 'kt3', means: 'đăng ký tạm trú', doneAt: police },
      { phrase: 'tạm trú', means: 'đăng ký tạm trú', doneAt: police },
      { phrase: 'sang tên xe', means: 'đăng ký sang tên xe', doneAt: police },
      { phrase: 'cà vẹt', means: 'chứng nhận đăng ký xe', doneAt: null },
    ],
  )
  const answer = (query: string) => {
    const { found, nearest, elsewhere } = answerQuestion(small, query)
    const codesOf = (hits: typeof found) => hits.map(({ entry }) => small.entries[entry]?.code)
    return { found: codesOf(found), nearest: codesOf(nearest), elsewhere: elsewhere.map(({ matter, place }) => `${matter}: ${place}`) }
  }

  test('gets no procedure, but the place of the matter and the closest procedures', () => {
    expect(answer('đăng ký tạm trú nhà trọ')).toMatchObject({ found: [], elsewhere: [`đăng ký tạm trú: ${police}`] })
    expect(answer('lam kt3 o dau')).toMatchObject({ found: [], elsewhere: [`đăng ký tạm trú: ${police}`] })
    expect(answer('sang ten xe may')).toMatchObject({ found: [], elsewhere: [`đăng ký sang tên xe: ${police}`] })
    expect(answer('đăng ký tạm trú').nearest).toContain('a')
  })

  test.each(['tiêm vắc xin cho bé', 'thời tiết hôm nay'])('a partial match of words is no answer: %s', (query) => {
    expect(answer(query)).toMatchObject({ found: [], elsewhere: [] })
  })

  test('a procedure of the catalogue is found, even if a matter done elsewhere shares some of its words', () => {
    expect(answer('gia hạn tạm trú cho người nước ngoài').found[0]).toBe('a')
    expect(answer('mat ca vet xe').found[0]).toBe('c')
    expect(answer('tôi muốn hỏi thủ tục hộ kinh doanh giờ làm sao').found).toEqual(['d'])
  })

  test('a matter of the catalogue is not listed as done elsewhere', () => {
    const own = buildSearchIndex(
      [{ code: 'k', name: 'Thủ tục đăng ký kết hôn lưu động', also: '' }],
      [{ phrase: 'cưới', means: 'đăng ký kết hôn', doneAt: 'Uỷ ban nhân dân xã' }],
    )
    expect(answerQuestion(own, 'đăng ký kết hôn')).toMatchObject({ found: [{ entry: 0 }], elsewhere: [] })
  })

  test('a list to choose from also shows similar procedures', () => {
    expect(listResembling(small, 'tam tru').map(({ entry }) => small.entries[entry]?.code)).toContain('a')
  })
})

describe('any input', () => {
  test('search answers each entry at most once, best first, and never fails', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'dangkyếthôn 1.%\\') })), (query) => {
        const hits = searchProcedureIndex(index, query)
        expect(new Set(hits.map(({ entry }) => entry)).size).toBe(hits.length)
        expect(hits.every(({ score }, at) => at === 0 || score <= (hits[at - 1]?.score ?? 0))).toBe(true)
      }),
    )
  })

  test('one typing error has distance one, in both directions', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,8}$/u), fc.nat(7), fc.stringMatching(/^[a-z]$/u), fc.nat(3), (word, place, letter, kind) => {
        const at = place % word.length
        const slipped = [
          word.slice(0, at) + word.slice(at + 1),
          word.slice(0, at) + letter + word.slice(at),
          word.slice(0, at) + letter + word.slice(at + 1),
          word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
        ][kind] as string
        expect([oneSlipApart(word, slipped), oneSlipApart(slipped, word)]).toEqual([true, true])
      }),
    )
  })

  test('two typing errors do not count as one', () => {
    expect([oneSlipApart('sinh', 'sihg'), oneSlipApart('hon', 'h'), oneSlipApart('ab', 'bca')]).toEqual([false, false, false])
  })
})

test('y after a consonant is i, after a vowel it is not', () => {
  expect(searchWords('Đăng ký quản lý bác sỹ quý tây y tế')).toEqual(['dang', 'ki', 'quan', 'li', 'bac', 'si', 'qui', 'tay', 'i', 'te'])
})

const data = new URL('../../../../../../shared/data/', import.meta.url)
const queriesFile = new URL('text/procedure_name_queries.jsonl.gz', data)

describe.skipIf(!existsSync(queriesFile))('the real names of shared/data', () => {
  type Row = { name: string; query_plain: string; query_head: string; query_tail: string; expected: string[] }
  const read = <T>(file: URL): T[] =>
    gunzipSync(readFileSync(file))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as T)

  // What 1,843 names allow: many begin or end alike, so not all beginnings and ends can be distinguished.
  test('queries find their procedure among the first three', () => {
    const real = buildSearchIndex(
      read<{ code: string; name: string; sector: string }>(new URL('procedures/national_parsed.jsonl.gz', data)).map(
        ({ code, name, sector }) => ({ code, name, also: sector }),
      ),
      [],
    )
    const rows = read<Row>(queriesFile).filter((_, at) => at % 6 === 0)
    const share = (query: (row: Row) => string): number =>
      rows.filter((row) =>
        codes(query(row), real)
          .slice(0, 3)
          .some((code) => row.expected.includes(code)),
      ).length / rows.length
    expect(share((row) => row.query_plain)).toBeGreaterThan(0.99)
    expect(share((row) => row.query_plain.replace(/(\w)(\w)(\w)/u, '$1$3'))).toBeGreaterThan(0.98)
    expect(share((row) => row.query_tail)).toBeGreaterThan(0.85)
    expect(share((row) => row.query_head)).toBeGreaterThan(0.82)
  })
})

import { expect, test } from 'vitest'
import type { VersionDraftContent } from '#web-api'
import { compareVersions, isChanged } from './review-rows.ts'

const content: VersionDraftContent = {
  agencyCode: 'H47.01',
  handling: 'forwarded',
  legalLimit: { amount: 10, unit: 'working_days' },
  committedLimit: null,
  channels: [{ channel: 'direct', limit: null, limitNote: '', fees: [{ kind: 'fee', amountDong: 50_000, text: '' }] }],
  components: [{ no: 1, group: '', name: 'Đơn đề nghị', originals: 1, copies: 0, templateName: null, required: true }],
  process: {
    entry: '1',
    rows: [
      {
        no: 1,
        name: 'Thẩm định',
        kind: 'work',
        role: 'case_officer',
        agencyCode: null,
        unitName: null,
        hours: 8,
        returnNo: null,
        next: 'hết',
        refusalReasons: [],
        appeal: null,
      },
    ],
  },
  about: {
    name: 'Cấp phép',
    sector: 'Xây dựng',
    decisionNumber: null,
    serviceLevel: null,
    conditions: '',
    resultNames: ['Giấy phép'],
    legalBases: [],
    procedureText: [],
  },
  clock: {},
}
const changesOf = (before: VersionDraftContent | null, after: VersionDraftContent) =>
  compareVersions(before, after, { roles: new Map(), agencies: new Map() }).flatMap(({ id, rows }) =>
    rows.filter(isChanged).map(({ key }) => `${id} ${key}`),
  )

test('an equal draft has no changes', () => {
  expect(changesOf(content, structuredClone(content))).toEqual([])
})

test.each<[string, Partial<VersionDraftContent>, string[]]>([
  ['a shorter limit', { legalLimit: { amount: 5, unit: 'working_days' } }, ['terms legal']],
  ['the same number of calendar days', { legalLimit: { amount: 10, unit: 'days' } }, ['terms legal']],
  ['a fee', { channels: [{ ...content.channels[0]!, fees: [{ kind: 'fee', amountDong: 60_000, text: '' }] }] }, ['channels direct fees']],
  [
    'a fee that becomes a charge',
    { channels: [{ ...content.channels[0]!, fees: [{ kind: 'charge', amountDong: 50_000, text: '' }] }] },
    ['channels direct fees'],
  ],
  ['a paper that need not come', { components: [{ ...content.components[0]!, required: false }] }, ['papers paper 1']],
  ['a paper that is gone', { components: [] }, ['papers paper 1']],
  ['silence that means consent', { clock: { silence: 'consent', silenceLaw: 'Luật A Điều 1' } }, ['clock silence']],
  ['more hours', { process: { ...content.process, rows: [{ ...content.process.rows[0]!, hours: 4 }] } }, ['steps step 1']],
  ['another way on', { process: { ...content.process, rows: [{ ...content.process.rows[0]!, next: '2' }] } }, ['steps step 1']],
  [
    'a ground of refusal',
    { process: { ...content.process, rows: [{ ...content.process.rows[0]!, refusalReasons: ['Không đủ điều kiện'] }] } },
    ['steps step 1'],
  ],
  ['another name', { about: { ...content.about, name: 'Cấp giấy phép' } }, ['about name']],
])('only %s is reported as changed', (_what, change, changed) => {
  expect(changesOf(content, { ...content, ...change })).toEqual(changed)
})

test('without a version in force everything is new', () => {
  const rows = compareVersions(null, content, { roles: new Map(), agencies: new Map() }).flatMap((section) => section.rows)
  expect(rows.every((row) => row.before === null && row.after !== null)).toBe(true)
})

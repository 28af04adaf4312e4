import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { writeCitationIn, findEnglish, toEnglish } from '#kernel/in-english.ts'
import { cited, inLanguageFrom, said } from '#platform/http/said.ts'
import { deadlineSettingChoices } from './modules/calendar/domain/deadline-settings.ts'
import { holidayRules } from './modules/calendar/domain/holiday-rules.ts'
import { durationInEnglish, durationText } from './modules/calendar/domain/remaining.ts'
import { formTitles } from './modules/document/domain/forms.ts'
import { correctedNames } from './modules/dossier/domain/act-record.ts'
import { causeRule, causeRules, stopCauses, stopGrounds } from './modules/dossier/domain/clock-causes.ts'
import { actRules } from './modules/dossier/domain/dossier-acts.ts'
import { settledByOne, stateNames } from './modules/dossier/domain/dossier-states.ts'
import { rungNames } from './modules/dossier/domain/escalation.ts'
import { fileRules } from './modules/dossier/domain/file-rules.ts'
import { noRefusalForMissingPapers } from './modules/dossier/domain/intake-answers.ts'
import { ledgerCauseNames } from './modules/dossier/domain/ledger.ts'
import { transferNames } from './modules/dossier/domain/transfer.ts'
import { roleNames } from './modules/identity/domain/role-names.ts'
import { securityEvents } from './modules/identity/domain/security-events.ts'
import { feeGrounds, lineStateNames, timingNames } from './modules/payment/domain/bill.ts'

const causes = Object.keys(causeRules) as (keyof typeof causeRules)[]
const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/iu
/** The number of a document is its name: `61/2018/NĐ-CP`. */
const isWholeEnglish = (text: string): boolean => !vietnamese.test(text.replaceAll(/\d+\/[\p{L}\d/-]+/gu, ''))

test('what the server says by itself in an answer has its English', () => {
  const rules = Object.values(actRules)
  const settings = Object.values(deadlineSettingChoices)
  const words = [
    ...rules.flatMap(({ name, past }) => [name, past]),
    ...[
      stateNames,
      rungNames,
      ledgerCauseNames,
      formTitles,
      correctedNames,
      roleNames,
      securityEvents,
      lineStateNames,
      timingNames,
    ].flatMap((names) => Object.values(names)),
    ...causes.map((cause) => causeRule(cause).name),
    ...Object.values(stopCauses).map(({ name }) => `Đồng hồ dừng: ${name.toLowerCase()}`),
    ...[stopGrounds, transferNames, fileRules].flatMap((rows) => Object.values(rows).map(({ name }) => name)),
    ...feeGrounds.map(({ name }) => name),
    ...settings.flatMap(({ name, choices }) => [name, ...Object.values(choices)]),
    ...holidayRules.map(({ name }) => name),
    settledByOne,
    noRefusalForMissingPapers,
  ]
  expect(words.filter((each) => findEnglish(each) === null)).toEqual([])
  expect(words.filter((each) => !isWholeEnglish(toEnglish(each)))).toEqual([])
})

test('the days of the calendar are named in English', () => {
  const names = [...readFileSync('packs/vietnam/calendar.yaml', 'utf8').matchAll(/ name: ([^,}]+?)(?:,| \})/gu)].map(
    (found) => found[1] ?? '',
  )
  expect(names.length).toBeGreaterThan(50)
  expect(names.map(toEnglish).filter((each) => vietnamese.test(each))).toEqual([])
})

test('the ground of a rule is cited in English; the number of a document stays', () => {
  const laws = [
    ...Object.values(actRules).flatMap(({ rows }) => rows.map(({ law }) => law)),
    ...causes.map((cause) => causeRule(cause).law),
    ...[stopGrounds, transferNames, fileRules, deadlineSettingChoices].flatMap((rows) => Object.values(rows).map(({ law }) => law)),
    ...feeGrounds.map(({ law }) => law),
    ...holidayRules.map(({ law }) => law),
  ]
  expect(laws.map((law) => writeCitationIn('en', law)).filter((law) => !isWholeEnglish(law))).toEqual([])
  expect(writeCitationIn('en', '61/2018/NĐ-CP Điều 19 khoản 3 điểm b; 309/2026/NĐ-CP Điều 8')).toBe(
    '61/2018/NĐ-CP Article 19 clause 3 point b; 309/2026/NĐ-CP Article 8',
  )
  expect(writeCitationIn('vi', '61/2018/NĐ-CP Điều 19')).toBe('61/2018/NĐ-CP Điều 19')
})

test('an amount of time is written in English as the calendar writes it', () => {
  for (const minutes of [1, 7, 60, 61, 125, 480, 540, 960, 1380, 1440, 4800])
    expect(toEnglish(`Còn ${durationText(minutes)} làm việc`)).toBe(`${durationInEnglish(minutes)} left`)
  expect(['21 ngày', '1 giờ 33 phút', '0,5 ngày làm việc', '1 tháng'].map(toEnglish)).toEqual([
    '21 days',
    '1 hour 33 minutes',
    '0.5 working days',
    '1 month',
  ])
})

test('a name with a comma in a list, and one within a sentence, are found', () => {
  expect(toEnglish('Cán bộ tiếp nhận, Công dân, tổ chức, Người được uỷ quyền')).toBe('Receiving officer, Applicant, Representative')
  expect(toEnglish('cán bộ thụ lý')).toBe('case officer')
})

test('an answer is written in the language asked for: words of the system, not names and not what people wrote', () => {
  const line = z.object({ stateName: said, law: cited.nullable(), applicant: z.string() })
  const inLanguage = inLanguageFrom(z.object({ total: z.int(), items: z.array(z.union([line, z.object({ error: z.string() })])) }))
  const answer = { total: 1, items: [{ stateName: 'Đang xử lý', law: '61/2018/NĐ-CP Điều 19', applicant: 'Đã nộp' }, { error: 'Đã nộp' }] }
  expect(inLanguage?.(answer, 'en')).toEqual({
    total: 1,
    items: [{ stateName: 'Being processed', law: '61/2018/NĐ-CP Article 19', applicant: 'Đã nộp' }, { error: 'Đã nộp' }],
  })
  expect(inLanguage?.(answer, 'vi')).toEqual(answer)
  expect(inLanguageFrom(z.object({ id: z.string() }))).toBeNull()
})

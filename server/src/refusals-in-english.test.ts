import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'
import { findEnglish, toEnglish } from '#kernel/in-english.ts'
import { phrasesOfAnswers } from '#kernel/phrases-of-answers.ts'
import { phrasesWithin } from '#kernel/phrases-within.ts'
import { phrases } from '#kernel/phrases.ts'
import { reasonFrom, refusalFrom } from '#kernel/refusal.ts'
import type { RefusalDefinition } from '#kernel/refusal.ts'
import type { Database } from '#platform/db/database.ts'
import { httpRefusals } from '#platform/http/refusals.ts'
import { roleNames, roleNamesInEnglish } from '#identity'
import { actRules } from './modules/dossier/domain/dossier-acts.ts'
import { stateNames } from './modules/dossier/domain/dossier-states.ts'
import { buildIdleParts, buildModules } from './modules.ts'

const root = import.meta.dirname
const database = { isPractice: false, localityId: 1, kysely: {}, pool: {} } as unknown as Database
const catalogues = [httpRefusals, ...buildModules(buildIdleParts(database)).map(({ refusals }) => refusals ?? {})]
const rows = catalogues.flatMap((catalogue) => Object.entries(catalogue) as [string, RefusalDefinition][])

const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/iu
const placesOf = (sentence: string): string[] => [...sentence.matchAll(/\{\w+\}/gu)].map(String).sort()
/** Words that are Vietnamese in English too: the currency, the mark of samples, what one types into the field “Next”. */
const keptWords = /đồng|MẪU|“Trả lại”/gu

describe('the English text of a refusal', () => {
  test.each(rows)('%s states the same facts in both languages', (_code, row) => {
    expect(placesOf(row.inEnglish)).toEqual(placesOf(row.vietnamese))
    expect(row.inEnglish.replaceAll(keptWords, '')).not.toMatch(vietnamese)
    expect(row.inEnglish).not.toMatch(/[.]$/u.test(row.vietnamese) ? /[^.]$/u : /[.]$/u)
  })

  test.each(Object.entries({ ...phrases, ...phrasesWithin, ...phrasesOfAnswers }))('“%s” fills the same places', (said, english) => {
    expect(placesOf(english)).toEqual(placesOf(said))
    expect(english.replaceAll(keptWords, '')).not.toMatch(vietnamese)
  })

  test('roles, states and acts named in a refusal are in English', () => {
    for (const [role, name] of Object.entries(roleNames)) {
      expect(toEnglish(name)).toBe(roleNamesInEnglish[role as keyof typeof roleNamesInEnglish])
    }
    const names = [...Object.values(stateNames), ...Object.values(actRules).flatMap(({ name }) => [name])]
    expect(names.filter((name) => findEnglish(name) === null)).toEqual([])
  })

  test('reasons and names within a refusal are English too, data stay as they are', () => {
    const catalogue = {
      X: {
        kind: 'conflict',
        english: '',
        vietnamese: 'Việc “{act}” thuộc về {roles} của {place}.',
        inEnglish: '“{act}” belongs to {roles} of {place}.',
      },
    } as const
    const refusal = refusalFrom(catalogue, 'X', { act: 'Ký duyệt', roles: 'Lãnh đạo ký, Trưởng phòng', place: 'Sở Tư pháp' })
    expect(refusal.message).toBe('Việc “Ký duyệt” thuộc về Lãnh đạo ký, Trưởng phòng của Sở Tư pháp.')
    expect(refusal.english).toBe('“Sign” belongs to Signatory, Head of unit of Sở Tư pháp.')
    expect(toEnglish('điều kiện: thiếu giá trị ở ký tự thứ 7')).toBe('condition: a value is missing at character 7')
  })
})

/** Sentences that a person may read beside a field: what a schema says in its own words, and every `message` of a fault. */
function sentencesBesideFields(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const found: string[] = []
  const take = (node: unknown): void => {
    const { type, value, quasis } = (node ?? {}) as { type?: string; value?: unknown; quasis?: readonly { value: { cooked: string } }[] }
    if (type === 'Literal' && typeof value === 'string') found.push(value)
    // A placeholder matches any text.
    if (type === 'TemplateLiteral' && quasis) found.push(quasis.map((each) => each.value.cooked).join('7'))
  }
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if (Array.isArray(node)) {
      for (const each of node) walk(each)
      return
    }
    const { type, key, value, callee, properties, arguments: given } = node as Record<string, unknown> & { key?: { name?: string } }
    const names = ((properties ?? []) as readonly { key?: { name?: string } }[]).map((each) => each.key?.name)
    // Said in both where it is made.
    if (names.includes('message') && names.includes('english')) return
    const method = (callee as { property?: { name?: string } } | undefined)?.property?.name ?? ''
    const name = (callee as { name?: string } | undefined)?.name ?? ''
    if (type === 'Property' && (key?.name === 'message' || key?.name === 'error')) take(value)
    if (type === 'CallExpression' && (/^(?:min|max|regex|enum|uuid|email|int|refine|positive)$/u.test(method) || name === 'some')) {
      for (const each of given as readonly unknown[]) take(each)
    }
    for (const [part, each] of Object.entries(node)) if (part !== 'parent') walk(each)
  }
  walk(parseSync(file, text).program)
  return found.filter((sentence) => vietnamese.test(sentence))
}

test('a reason is given in the language of the request', () => {
  const [code] = Object.keys(httpRefusals) as (keyof typeof httpRefusals)[]
  const refusal = refusalFrom(httpRefusals, code!)
  expect([reasonFrom(refusal, 'vi'), reasonFrom(refusal, 'en')]).toEqual([refusal.message, refusal.english])
  expect(refusal.english).not.toBe(refusal.message)
})

test('every sentence beside a field has its English in the catalogue', () => {
  const files = globSync('{platform,modules}/**/*.ts', { cwd: root }).filter(
    // Of a scanned card, of an import and of a form the sentences are data of their own: they are shown, and refuse nothing.
    (file) =>
      !/\.test\.ts$|\/testing\/|\/cli\/|schema-faults|citizen-card|calendar-pack|signature-report|document\/domain\/sheets/u.test(file),
  )
  const lacking = files.flatMap((file) =>
    sentencesBesideFields(join(root, file))
      .filter((sentence) => findEnglish(sentence) === null)
      .map((sentence) => `${file}: ${sentence}`),
  )
  expect(lacking).toEqual([])
})

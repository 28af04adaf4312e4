import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Database } from '#platform/db/database.ts'
import { sentenceOf } from '#platform/http/schema-faults.ts'
import { buildModules, buildIdleParts, routesFrom } from './modules.ts'

// Every field of every route is sent a value it does not accept; the answer names the reason in the caller's language.

// No request is answered here: the descriptions alone are read, as `tools/generate.ts` does.
const database = { isPractice: false, localityId: 1, kysely: {}, pool: {} } as unknown as Database
const routes = routesFrom(buildModules(buildIdleParts(database)))

type Schema = {
  readonly type?: string
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly maxItems?: number
}

const long = 'x'.repeat(100_001)
const wrongs: readonly unknown[] = [long, '', ' ', 'khong-co', -1e12, 1e15, 0.5, true, null, {}, [], [null], undefined]

/** Bodies that are wrong in one place each: every field, however deep. */
function wrongOf(schema: Schema, put: (value: unknown) => unknown, depth = 0): unknown[] {
  const here = wrongs.map(put)
  if (depth > 6) return here
  const among = (schema.anyOf ?? []).flatMap((each) => wrongOf(each, put, depth + 1))
  const within = Object.entries(schema.properties ?? {}).flatMap(([name, each]) =>
    wrongOf(each, (value) => put({ [name]: value }), depth + 1),
  )
  const lines = schema.items ? wrongOf(schema.items, (value) => put([value]), depth + 1) : []
  const many =
    schema.maxItems !== undefined && schema.maxItems < 20_000 ? [put(Array.from({ length: schema.maxItems + 1 }, () => 'x'))] : []
  return [...here, ...among, ...within, ...lines, ...many, put({ khong_co: 1 })]
}

const englishWords =
  /\b(?:invalid|too|expected|input|must|required|string|number|array|object|unrecogni[sz]ed|option|characters?|received|is|not|the)\b/iu
const vietnameseLetters = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/iu

const parts = routes.flatMap(({ method, url, params, query, body }) =>
  Object.entries({ params, query, body }).flatMap(([part, schema]) =>
    schema instanceof z.ZodType ? [{ name: `${method} ${url}, ${part}`, schema }] : [],
  ),
)

describe('the error of a field is in Vietnamese', () => {
  test('every route with a body is visited', () => {
    expect(parts.length).toBeGreaterThan(150)
  })

  test.each(parts)('$name', ({ schema }) => {
    const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
    const messages = new Set<string>()
    for (const wrong of wrongOf(described, (value) => value)) {
      const judged = schema.safeParse(wrong)
      for (const issue of judged.error?.issues ?? []) {
        messages.add(issue.message)
        expect(sentenceOf({ ...issue, input: wrong }, 'en')).not.toMatch(vietnameseLetters)
      }
    }
    const foreign = [...messages].filter(
      (message) => englishWords.test(message.replaceAll(/: .*/gu, '')) || !vietnameseLetters.test(message),
    )
    expect(foreign).toEqual([])
    expect(messages.size).toBeGreaterThan(0)
  })
})

import { z } from 'zod'
import { writeCitationIn, writeIn } from '#kernel/in-english.ts'
import type { Language } from '#kernel/language.ts'

const ways = { words: writeIn, citation: writeCitationIn } as const
const kept = z.registry<{ readonly way: keyof typeof ways }>()

function kindOfText(way: keyof typeof ways, description: string): z.ZodString {
  const text = z.string().describe(description)
  kept.add(text, { way })
  return text
}

/** Words of the system in an answer: an act, a state, a role, a duration. Names and what people wrote are plain strings. */
export const said = kindOfText('words', 'In the language of Accept-Language.')

/** The article a rule rests on. */
export const cited = kindOfText('citation', 'A citation, in the language of Accept-Language.')

/** Writes an answer in a language; the answer itself is not changed. */
export type InLanguage = (answer: unknown, language: Language) => unknown

/** What an answer of this schema needs to be read in another language; `null` when it has no words of the system. */
export function inLanguageFrom(schema: z.ZodType): InLanguage | null {
  const found = kept.get(schema)
  if (found) return (text, language) => (typeof text === 'string' ? ways[found.way](language, text) : text)
  const { def } = schema._zod as unknown as { readonly def: Definition }
  switch (def.type) {
    case 'nullable':
    case 'optional':
    case 'readonly':
    case 'default':
      return inLanguageFrom(def.innerType)
    case 'array':
      return ofEach(inLanguageFrom(def.element))
    case 'union':
      return oneAfterOther(def.options.map(inLanguageFrom))
    case 'intersection':
      return oneAfterOther([inLanguageFrom(def.left), inLanguageFrom(def.right)])
    case 'object':
      return ofFields(Object.entries(def.shape).flatMap(([name, field]) => fieldFrom(name, inLanguageFrom(field))))
    default:
      return null
  }
}

type Definition =
  | { readonly type: 'nullable' | 'optional' | 'readonly' | 'default'; readonly innerType: z.ZodType }
  | { readonly type: 'array'; readonly element: z.ZodType }
  | { readonly type: 'union'; readonly options: readonly z.ZodType[] }
  | { readonly type: 'intersection'; readonly left: z.ZodType; readonly right: z.ZodType }
  | { readonly type: 'object'; readonly shape: Readonly<Record<string, z.ZodType>> }
  | { readonly type: 'string' }

type Field = readonly [name: string, inLanguage: InLanguage]
const fieldFrom = (name: string, inLanguage: InLanguage | null): Field[] => (inLanguage ? [[name, inLanguage]] : [])

const ofEach = (inLanguage: InLanguage | null): InLanguage | null =>
  inLanguage && ((list, language) => (Array.isArray(list) ? list.map((each) => inLanguage(each, language)) : list))

/** A kind of answer that is not the one at hand has none of its fields, or the same. */
function oneAfterOther(all: readonly (InLanguage | null)[]): InLanguage | null {
  const some = all.filter((each) => each !== null)
  return some.length === 0 ? null : (answer, language) => some.reduce((written, each) => each(written, language), answer)
}

function ofFields(fields: readonly Field[]): InLanguage | null {
  if (fields.length === 0) return null
  return (answer, language) => {
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer
    const written: Record<string, unknown> = { ...answer }
    for (const [name, inLanguage] of fields) if (name in written) written[name] = inLanguage(written[name], language)
    return written
  }
}

import { useLocation } from 'react-router'
import { inLanguage, languageOf, say } from './language.ts'
import type { Language, MessageKey } from './language.ts'

export type Words = {
  readonly language: Language
  readonly t: (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string
  /** An address of this site in the language of the page. */
  readonly at: (path: string) => string
}

export function useWords(): Words {
  const language = languageOf(useLocation().pathname)
  return {
    language,
    t: (key, values) => say(language, key, values),
    at: (path) => inLanguage(language, path),
  }
}

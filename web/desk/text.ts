import { createTranslate, currentLanguage } from '#web-ui'
import en from './messages/en.json' with { type: 'json' }
import vi from './messages/vi.json' with { type: 'json' }

export type DeskKey = keyof typeof vi

/** The sentences of the desk. */
export const t = createTranslate<DeskKey>({ vi, en })

/** The sentence of a key the server may or may not know, or null. */
export function tMaybe(key: string): string | null {
  return key in vi ? t(key as DeskKey) : null
}

/** A sentence that the server says in both languages, in that of the page. */
export function inOwnLanguage({ message, english }: { message: string; english: string }): string {
  return currentLanguage() === 'en' ? english : message
}

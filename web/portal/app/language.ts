import english from './messages/en.json' with { type: 'json' }
import vietnamese from './messages/vi.json' with { type: 'json' }

export type Language = 'vi' | 'en'
export type MessageKey = keyof typeof vietnamese
type Values = Readonly<Record<string, string | number>>

const messages: Record<Language, Record<MessageKey, string>> = { vi: vietnamese, en: english }

/** The language is in the address: `/en/…` is English, everything else Vietnamese. */
export function languageOf(pathname: string): Language {
  return pathname === '/en' || pathname.startsWith('/en/') ? 'en' : 'vi'
}

/** The same page in a language: `/en/board` ↔ `/board`. */
export function inLanguage(language: Language, pathname: string): string {
  const bare = languageOf(pathname) === 'en' ? pathname.slice(3) || '/' : pathname
  if (language === 'vi') return bare
  return bare === '/' ? '/en' : `/en${bare}`
}

/** A sentence with its `{name}`s filled. */
export function say(language: Language, key: MessageKey, values: Values = {}): string {
  return messages[language][key].replace(/\{(\w+)\}/gu, (whole, name: string) => String(values[name] ?? whole))
}

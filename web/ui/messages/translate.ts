/** The two languages of every surface. Vietnamese is the source; English must follow it key by key. */
export type Language = 'vi' | 'en'

export type MessageParams = Readonly<Record<string, string | number>>

/** A function that answers the sentence of a key, with `{name}` places filled. */
export type Translate<Key extends string> = (key: Key, params?: MessageParams) => string

const storageKey = 'motcua.language'

/** The language of this browser. The server renders Vietnamese. */
export function currentLanguage(): Language {
  if (typeof localStorage === 'undefined') return 'vi'
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'vi'
}

/** Remembers the language. Labels inside components are read once, so the caller reloads the page. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(storageKey, language)
}

/** Puts `params` into the `{places}` of a message; a place without a value stays visible as a fault. */
export function fillMessage(message: string, params: MessageParams = {}): string {
  return message.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place))
}

/** Builds the `t` of one app from its two catalogues. */
export function createTranslate<Key extends string>(
  catalogues: Readonly<Record<Language, Readonly<Record<Key, string>>>>,
  language: Language = currentLanguage(),
): Translate<Key> {
  const catalogue = catalogues[language]
  return (key, params) => fillMessage(catalogue[key], params)
}

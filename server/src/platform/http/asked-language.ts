import type { Language } from '#kernel/language.ts'

/**
 * The language asked for (RFC 9110, 12.5.4): Vietnamese unless English is wanted more. What says neither, as any program does
 * by default, is answered in Vietnamese.
 */
export function askedLanguage(header: string | undefined): Language {
  const wanted = { vi: 0, en: 0 }
  for (const range of (header ?? '').split(',').slice(0, 20)) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const weight = Number(parameters.find((each) => each.startsWith('q='))?.slice(2) ?? 1)
    const language = tag.split('-')[0]
    if ((language === 'vi' || language === 'en') && weight > wanted[language]) wanted[language] = weight
  }
  return wanted.en > wanted.vi ? 'en' : 'vi'
}

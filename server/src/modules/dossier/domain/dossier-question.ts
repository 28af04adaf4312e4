import { readTelephone } from '#kernel/telephone.ts'
import { fold } from '#kernel/vietnamese.ts'

/**
 * The kind of a search text for a dossier, as far as its characters show it.
 * - `code`: a whole code; `ending`: a code without the agency it begins with; `number`: only the number within a day
 * - `person`: an identity number, a passport or a telephone, in every form it may be stored
 * - `words`: some words of a name, folded
 */
export type DossierQuestion =
  | { readonly kind: 'code'; readonly code: string; readonly orNumbers: readonly string[] }
  | { readonly kind: 'ending'; readonly ending: string }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'person'; readonly idNumbers: readonly string[]; readonly phones: readonly string[] }
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'nothing' }

const dashes = /[\u2010-\u2015\u2212]/gu

export function readDossierQuestion(typed: string): DossierQuestion {
  const text = typed.normalize('NFKC').replace(dashes, '-').trim()
  const tight = text.replace(/[\s.-]/gu, '')
  const words = fold(text)
  // Signs alone are in no name and no code; folded they are the beginning of every name.
  if (words === '') return { kind: 'nothing' }
  if (/^\d{1,5}$/u.test(text)) return { kind: 'number', number: text.padStart(4, '0') }
  const ending = /^(\d{6})\s*-\s*(\d{1,5})$/u.exec(text)
  if (ending?.[1] && ending[2]) return { kind: 'ending', ending: `${ending[1]}-${ending[2].padStart(4, '0')}` }
  const telephone = readTelephone(text)
  if ('number' in telephone || /^\d{8,14}$/u.test(tight)) {
    return { kind: 'person', idNumbers: [tight], phones: [...new Set(['number' in telephone ? telephone.number : tight, tight])] }
  }
  // A code, or the number of a passport, which is asked for at the counter too.
  if (/\d/u.test(text)) {
    return {
      kind: 'code',
      code: text.toUpperCase().replace(/\s/gu, ''),
      orNumbers: [...new Set([text, text.toUpperCase(), tight.toUpperCase()])],
    }
  }
  return { kind: 'words', words }
}

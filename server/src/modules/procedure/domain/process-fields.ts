import type { Language } from '#kernel/language.ts'

/**
 * A condition on what is known of a dossier, as data. The text form exists for exchange and for people; what is
 * stored and decided on is the tree.
 */
export type FieldValue = string | number | boolean

export type Condition =
  | { readonly op: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | { readonly op: '=' | '!='; readonly field: string; readonly value: FieldValue }
  | { readonly op: '<' | '<=' | '>' | '>='; readonly field: string; readonly value: number }
  | { readonly op: 'in'; readonly field: string; readonly values: readonly FieldValue[] }
  | { readonly op: 'given'; readonly field: string }

export type FormData = Readonly<Record<string, FieldValue | null | undefined>>

/** The fields that a condition of a process may use: each with its type and its words. */
export type ProcessField = {
  readonly name: string
  readonly type: 'text' | 'number' | 'boolean'
  readonly vietnamese: string
  readonly english: string
  readonly values?: readonly string[]
}

/** Known of every dossier from its intake on. A field a process asks about that is not listed is refused at the gate. */
export const dossierFields: readonly ProcessField[] = [
  { name: 'channel', type: 'text', vietnamese: 'Hình thức nộp', english: 'Way of filing', values: ['direct', 'post', 'online'] },
  { name: 'applicantKind', type: 'text', vietnamese: 'Loại người nộp', english: 'Kind of applicant', values: ['person', 'organisation'] },
  { name: 'hasRepresentative', type: 'boolean', vietnamese: 'Có người được uỷ quyền', english: 'Has a representative' },
  {
    name: 'resultMethod',
    type: 'text',
    vietnamese: 'Cách nhận kết quả',
    english: 'Way of receiving the result',
    values: ['counter', 'post', 'online'],
  },
  { name: 'supplementCount', type: 'number', vietnamese: 'Số lần đã yêu cầu bổ sung', english: 'Supplements asked for' },
]

/** The values of the fields above in words; a word has the same meaning in every field. */
export const valueWords: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  direct: { vi: 'trực tiếp', en: 'in person' },
  post: { vi: 'bưu chính', en: 'by post' },
  online: { vi: 'trực tuyến', en: 'online' },
  person: { vi: 'cá nhân', en: 'an individual' },
  organisation: { vi: 'tổ chức', en: 'an organisation' },
  counter: { vi: 'tại quầy', en: 'at the counter' },
}

export function labelFrom(field: ProcessField, language: Language): string {
  return language === 'en' ? field.english : field.vietnamese
}

import { z } from 'zod'
import type { Language } from '#kernel/language.ts'

/**
 * The error of a value in words for the person: the one place where the bounds of a schema become sentences. A schema
 * that says it better in its own words (what is asked, with an example) is heard instead.
 */

/** An issue as zod finds it. `input` is the value that was checked. */
export type Issue = {
  readonly code: string
  readonly input?: unknown
  readonly expected?: unknown
  readonly origin?: unknown
  readonly minimum?: unknown
  readonly maximum?: unknown
  readonly inclusive?: unknown
  readonly format?: unknown
  readonly divisor?: unknown
  readonly values?: unknown
}

type Said = Readonly<Record<Language, string>>

const missing: Said = { vi: 'Xin điền mục này', en: 'This is required' }
const wrong: Said = { vi: 'Chưa đúng dạng', en: 'This is not in the form expected' }

const kinds: Readonly<Record<string, Said>> = {
  string: { vi: 'Cần một đoạn chữ', en: 'This must be text' },
  number: { vi: 'Cần một con số', en: 'This must be a number' },
  int: { vi: 'Cần một số nguyên', en: 'This must be a whole number' },
  boolean: { vi: 'Cần có hoặc không', en: 'This must be true or false' },
  array: { vi: 'Cần một danh sách', en: 'This must be a list' },
  object: { vi: 'Cần một nhóm thông tin', en: 'This must be a group of fields' },
  record: { vi: 'Cần một nhóm thông tin', en: 'This must be a group of fields' },
  null: { vi: 'Mục này phải để trống', en: 'This must be empty' },
}

const formats: Readonly<Record<string, Said>> = {
  email: { vi: 'Thư điện tử chưa đúng dạng, ví dụ ten@vidu.vn', en: 'This is not a mail address' },
  uuid: { vi: 'Mã nội bộ chưa đúng dạng', en: 'This is not an identifier of this system' },
  date: { vi: 'Ngày chưa đúng: viết năm-tháng-ngày, ví dụ 2026-11-30', en: 'This is not a day: write year-month-day' },
  datetime: { vi: 'Thời điểm chưa đúng, ví dụ 2026-11-30T09:00:00+07:00', en: 'This is not an instant' },
  time: { vi: 'Giờ chưa đúng, ví dụ 07:30', en: 'This is not a time of the day' },
}

/** How many of the values that are taken are worth reading. */
const mostNamed = 12

export function sentenceOf(issue: Issue, language: Language): string {
  return said(issue)[language]
}

function said(issue: Issue): Said {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? missing : (kinds[String(issue.expected)] ?? wrong)
    case 'too_big':
      return tooBig(issue, String(issue.maximum))
    case 'too_small':
      return tooSmall(issue, String(issue.minimum))
    case 'not_multiple_of':
      return { vi: `Phải là bội số của ${String(issue.divisor)}`, en: `This must be a multiple of ${String(issue.divisor)}` }
    case 'invalid_format':
      return formats[String(issue.format)] ?? wrong
    case 'invalid_value':
      return issue.input === undefined ? missing : amongThese(Array.isArray(issue.values) ? issue.values : [])
    case 'unrecognized_keys':
      return { vi: 'Không có mục này', en: 'There is no such field' }
    default:
      return wrong
  }
}

function tooBig({ origin, inclusive }: Issue, most: string): Said {
  if (origin === 'string') return { vi: `Không quá ${most} ký tự`, en: `At most ${most} characters` }
  if (isMany(origin)) return { vi: `Không quá ${most} mục`, en: `At most ${most} items` }
  return inclusive === false
    ? { vi: `Phải nhỏ hơn ${most}`, en: `This must be less than ${most}` }
    : { vi: `Không lớn hơn ${most}`, en: `This must be ${most} at most` }
}

function tooSmall({ origin, inclusive, input }: Issue, least: string): Said {
  if (origin === 'string') {
    if (input === '' || least === '1') return missing
    return { vi: `Cần ít nhất ${least} ký tự`, en: `At least ${least} characters` }
  }
  if (isMany(origin)) return { vi: `Cần ít nhất ${least} mục`, en: `At least ${least} items` }
  return inclusive === false
    ? { vi: `Phải lớn hơn ${least}`, en: `This must be more than ${least}` }
    : { vi: `Không nhỏ hơn ${least}`, en: `This must be ${least} at least` }
}

function isMany(origin: unknown): boolean {
  return origin === 'array' || origin === 'set' || origin === 'map' || origin === 'object'
}

function amongThese(values: readonly unknown[]): Said {
  if (values.length === 0 || values.length > mostNamed) {
    return { vi: 'Giá trị này không có trong danh sách được nhận', en: 'This value is not one of those taken' }
  }
  const named = values.map(String).join(', ')
  return { vi: `Chỉ nhận một trong: ${named}`, en: `This must be one of: ${named}` }
}

/** From here on every schema speaks Vietnamese where it has no words of its own. */
z.config({ localeError: (issue) => sentenceOf(issue, 'vi') })

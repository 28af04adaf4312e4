import type { Language } from '#kernel/language.ts'
import { mostFrom } from './form-schema.ts'
import type { Question } from './form.ts'

/** In which way an answer is wrong. */
export type AnswerFault =
  | 'missing'
  | 'too_long'
  | 'too_small'
  | 'too_great'
  | 'not_listed'
  | 'old_encoding'
  | 'not_past'
  | 'not_coming'
  | 'unreadable'

/** The message beside the question and in the summary above, with the same text. */
export function describeFault(question: Question, fault: AnswerFault, language: Language): string {
  return (language === 'en' ? english : vietnamese)(question, fault)
}

function vietnamese(question: Question, fault: AnswerFault): string {
  const { kind, label } = question
  switch (fault) {
    case 'missing':
      return kind === 'choice' || kind === 'choices' || kind === 'yes_no' ? `Xin chọn: ${label}` : `Xin ghi: ${label}`
    case 'too_long':
      return `${label}: không quá ${mostFrom(question)} ký tự`
    case 'too_small':
      return `${label}: từ ${question.least ?? 0} trở lên`
    case 'too_great':
      return `${label}: không quá ${question.most ?? 0}`
    case 'not_listed':
      return `Xin chọn lại: ${label}`
    case 'old_encoding':
      return `${label}: có ký tự của bảng mã cũ (TCVN3, VNI). Xin gõ lại bằng bộ gõ Unicode`
    case 'not_past':
      return `${label}: không thể là ngày sau hôm nay`
    case 'not_coming':
      return `${label}: không thể là ngày đã qua`
    case 'unreadable':
      return `${label}: ${shapes.vi[kind] ?? 'chưa đọc được'}`
  }
}

function english(question: Question, fault: AnswerFault): string {
  const { kind, labelEn: label } = question
  switch (fault) {
    case 'missing':
      return kind === 'choice' || kind === 'choices' || kind === 'yes_no' ? `Please choose: ${label}` : `Please enter: ${label}`
    case 'too_long':
      return `${label}: at most ${mostFrom(question)} characters`
    case 'too_small':
      return `${label}: at least ${question.least ?? 0}`
    case 'too_great':
      return `${label}: at most ${question.most ?? 0}`
    case 'not_listed':
      return `Please choose again: ${label}`
    case 'old_encoding':
      return `${label}: has characters of an old encoding. Please type it again in Unicode`
    case 'not_past':
      return `${label}: cannot be a day after today`
    case 'not_coming':
      return `${label}: cannot be a day that has passed`
    case 'unreadable':
      return `${label}: ${shapes.en[kind] ?? 'cannot be read'}`
  }
}

const shapes: Readonly<Record<Language, Partial<Record<Question['kind'], string>>>> = {
  vi: {
    day: 'viết theo dạng ngày/tháng/năm, ví dụ 24/11/2026',
    birth_day: 'viết theo dạng ngày/tháng/năm, ví dụ 12/03/1990, hoặc chỉ năm, và không sau hôm nay',
    phone: 'số trong nước bắt đầu bằng 0, ví dụ 0905 123 456; số nước ngoài bắt đầu bằng dấu + và mã nước',
    email: 'chưa đúng dạng, ví dụ ten@vidu.vn',
    id_number: 'gồm 6 đến 14 chữ số hoặc chữ cái không dấu',
    number: 'xin ghi bằng chữ số',
  },
  en: {
    day: 'as day/month/year, for example 24/11/2026',
    birth_day: 'as day/month/year, for example 12/03/1990, or the year alone, and not after today',
    phone: 'national numbers begin with 0, for example 0905 123 456; others with + and the country code',
    email: 'not an address, for example name@example.com',
    id_number: '6 to 14 digits or letters without marks',
    number: 'in digits, please',
  },
}

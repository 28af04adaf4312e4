import type { Language } from '#kernel/language.ts'
import { causesInEnglish, groundInEnglish } from './english.ts'
import { causeRule, stopGrounds } from './clock-causes.ts'
import type { DossierAct } from './act-rows.ts'
import { readAnyRecord } from './act-record.ts'
import type { ActRecord } from './act-record.ts'

/**
 * The text on the time limit for the applicant while a supplement is awaited: what happens to the limit, and what happens when the day
 * passes. The same two sentences on the paper (Mẫu 02), in the letter and on the tracking page.
 */
export function supplementWords(
  record: ActRecord<'request_supplement'>,
  language: Language = 'vi',
): { readonly clock: string; readonly lapse: string | null } {
  if (language === 'en') return supplementWordsInEnglish(record)
  return {
    clock: clockWords(record),
    lapse:
      record.supplementBy === undefined
        ? null
        : record.onLapse === 'stop'
          ? 'Quá thời hạn này mà chưa nhận được giấy tờ bổ sung, việc giải quyết hồ sơ tự dừng lại và ông/bà nhận được thông báo dừng giải quyết.'
          : 'Quá thời hạn này mà chưa nhận được giấy tờ bổ sung, người có thẩm quyền có thể dừng giải quyết hồ sơ.',
  }
}

function supplementWordsInEnglish({ turn, supplementBy, onLapse }: ActRecord<'request_supplement'>) {
  return {
    clock:
      turn === undefined
        ? 'The limit begins when the dossier is accepted.'
        : turn.effect === 'restart'
          ? 'The limit begins again once all papers are there.'
          : 'The time you need for the papers does not count.',
    lapse:
      supplementBy === undefined
        ? null
        : onLapse === 'stop'
          ? 'If they have not come by then, processing ends by itself and you are notified.'
          : 'If they have not come by then, processing may be ended.',
  }
}

function clockWords({ turn }: ActRecord<'request_supplement'>): string {
  // Requested before acceptance: no clock has begun that could be stopped.
  if (turn === undefined) return 'Thời hạn giải quyết bắt đầu tính khi hồ sơ được tiếp nhận.'
  return turn.effect === 'restart'
    ? 'Thời hạn giải quyết được tính lại từ đầu khi nhận đủ giấy tờ bổ sung.'
    : 'Thời gian chờ bổ sung không tính vào thời hạn giải quyết.'
}

/** Printed on Mẫu 02 where the officer gave no reason beside the list itself. */
export const reasonIsTheList = 'Như đã nêu ở từng nội dung trên.'

/** Acts whose reason is written for the applicant to read; reasons of other acts are internal. */
const reasonsForApplicant: ReadonlySet<DossierAct> = new Set<DossierAct>([
  'request_supplement',
  'refuse',
  'suspend',
  'restart_clock',
  'approve_extension',
  'apologise',
  'withdraw',
  'stop',
  'reproject',
  'change_version',
])

/**
 * The applicant's view of an act: its ground in the requested language, and the text written for them, unchanged.
 * `null` where it says nothing to them.
 */
export function wordsForApplicant(
  act: { readonly kind: DossierAct; readonly payload: string },
  language: Language = 'vi',
): { readonly ground: string | null; readonly written: string | null } | null {
  if (!reasonsForApplicant.has(act.kind)) return null
  const record = readAnyRecord(act)
  const ground = [
    record.cause ? (language === 'en' ? causesInEnglish[record.cause] : causeRule(record.cause).name) : '',
    record.ground ? (language === 'en' ? groundInEnglish(record.ground) : stopGrounds[record.ground].name) : '',
  ].filter((part) => part !== '')
  const written = [
    act.kind === 'reproject' && record.decree ? `${record.decree.name} (${record.decree.basis})` : '',
    record.reason ?? '',
  ].filter((part) => part !== '')
  if (ground.length + written.length === 0) return null
  return { ground: ground.length === 0 ? null : ground.join('. '), written: written.length === 0 ? null : written.join('. ') }
}

/** The applicant's view of an act: its ground and its reason; `null` where it is not for them. */
export function reasonForApplicant(act: { readonly kind: DossierAct; readonly payload: string }): string | null {
  if (!reasonsForApplicant.has(act.kind)) return null
  const record = readAnyRecord(act)
  const said = [
    act.kind === 'reproject' && record.decree ? `${record.decree.name} (${record.decree.basis})` : '',
    record.cause ? causeRule(record.cause).name : '',
    record.ground ? stopGrounds[record.ground].name : '',
    record.reason ?? '',
  ].filter((part) => part !== '')
  return said.length === 0 ? null : said.join('. ')
}

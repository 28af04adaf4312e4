import { instantFrom } from '#kernel/instant.ts'
import { writeIn } from '#kernel/in-english.ts'
import type { Language } from '#kernel/language.ts'
import { instantText, promiseText } from '#kernel/vietnam-time.ts'
import { appealText } from '#document'
import { dongText } from '#payment'
import { local } from './clocks.ts'
import { isPastLaw } from '../domain/clock-turn.ts'
import { actsInEnglish } from '../domain/english.ts'
import { actRules } from '../domain/dossier-acts.ts'
import { causeRule, stopGrounds } from '../domain/clock-causes.ts'
import { settledByOne } from '../domain/dossier-states.ts'
import { promisedDaysFrom } from '../domain/promised-days.ts'
import type { PartEnd } from '../domain/run.ts'
import { correctedNames, promiseRecorded, readAnyRecord, readRecord } from '../domain/act-record.ts'
import type { Corrected } from '../domain/act-record.ts'
import { supplementWords } from '../domain/applicant-words.ts'
import type { ActRow, DossierRecord } from './dossier-record.ts'

export function instantOrNull(at: string | null | undefined): Temporal.Instant | null {
  return at ? instantFrom(at) : null
}

/** Shown where a signed new day is after the limit by law. */
function pastLawText(act: ActRow, payload: ReturnType<typeof readAnyRecord>, language: Language): string {
  if (act.kind !== 'approve_extension' && act.kind !== 'apologise') return ''
  const [promised, legal] = [payload.promisedAnew ?? payload.committedDueAt, payload.legalDueAt]
  return isPastLaw(instantOrNull(promised), instantOrNull(legal))
    ? writeIn(
        language,
        `Ngày hẹn mới sau thời hạn theo pháp luật (${promisedText(legal ?? null, language)}); thời hạn theo pháp luật không thay đổi`,
      )
    : ''
}

function promisedText(at: string | null, language: Language): string {
  if (at === null) return writeIn(language, '(chưa có)')
  return promiseText(instantFrom(at), language)
}

/** The days the applicant was promised, and why each in place of the one before. */
export function promisesOf(row: Pick<DossierRecord, 'acts'>, language: Language = 'vi') {
  const acts = row.acts.map((act) => {
    const said = readAnyRecord(act)
    const why = said.decree ? `${said.decree.name} (${said.decree.basis})` : (said.reason ?? '')
    return {
      seq: act.seq,
      kind: act.kind,
      at: act.at,
      committedDueAt: promiseRecorded(act),
      promisedAnew: said.promisedAnew,
      why: language === 'en' ? actsInEnglish[act.kind] : `${actRules[act.kind].past}${why === '' ? '' : `: ${why}`}`,
      written: why === '' ? null : why,
    }
  })
  return promisedDaysFrom(acts).map(({ seq, dueAt, at, why }) => ({
    dueAt: local(dueAt) ?? '',
    at: local(at) ?? '',
    why,
    written: why === '' ? null : (acts.find((act) => act.seq === seq)?.written ?? null),
  }))
}

/** Whether one person received the dossier and approved it: lawful where a process allows it, and always shown. */
export function isSettledByOne(acts: readonly ActRow[], act: ActRow): boolean {
  if (act.kind !== 'approve' || act.actorAccountId === null) return false
  return acts.some(({ kind, actorAccountId }) => (kind === 'file' || kind === 'accept') && actorAccountId === act.actorAccountId)
}

/** What an act says beside its name. Words of the system are in the language asked for; what people wrote is as they wrote it. */
export function noteOf(act: ActRow, acts: readonly ActRow[], isInFull: boolean, language: Language = 'vi'): string {
  const payload = readAnyRecord(act)
  const say = (words: string): string => writeIn(language, words)
  return [
    payload.onBehalfOf ? `${payload.onBehalfOf.style}. ${payload.onBehalfOf.name} (${payload.onBehalfOf.basis})` : '',
    typeof payload.opinion === 'object'
      ? `${payload.opinion.agency.name}: ${payload.opinion.question ?? payload.opinion.answer ?? ''}`
      : payload.opinion === 'closed'
        ? say('Ý kiến chưa nhận được không còn phải chờ')
        : '',
    payload.parts?.on ? say(`Phần việc “${payload.parts.on.name}”`) : '',
    payload.parts && payload.parts.opened.length > 0
      ? say(`Mở phần việc: ${payload.parts.opened.map((part) => (part.code ? `${part.name} (${part.code})` : part.name)).join('; ')}`)
      : '',
    say(joinedText(payload.parts?.closed ?? [])),
    payload.from && payload.to ? `${payload.from} → ${payload.to}` : '',
    payload.was && payload.was.committedDueAt !== payload.committedDueAt
      ? say(
          `Hẹn trả ${promisedText(payload.was.committedDueAt, language)} nay là ${promisedText(payload.committedDueAt ?? null, language)}`,
        )
      : '',
    payload.legalBasis ? say(`Căn cứ: ${payload.legalBasis}`) : '',
    payload.decree ? `${payload.decree.name} (${payload.decree.basis})` : '',
    payload.cause ? say(causeRule(payload.cause).name) : '',
    payload.ground ? say(stopGrounds[payload.ground].name) : '',
    payload.days ? say(`${payload.days} ngày làm việc`) : '',
    payload.promisedAnew ? say(`Hẹn lại: ${promisedText(payload.promisedAnew, language)}`) : '',
    payload.charges?.map(({ name, amountDong, basis }) => say(`Phải nộp ${dongText(amountDong)}: ${name} (${basis})`)).join('; ') ?? '',
    payload.paidElsewhere ? say(`Nộp tại ${payload.paidElsewhere.office}, theo ${payload.paidElsewhere.notice}`) : '',
    payload.missing && payload.missing.length > 0 ? say(`Còn thiếu: ${payload.missing.join('; ')}`) : '',
    pastLawText(act, payload, language),
    correctedText(payload.corrected ?? {}, isInFull, language),
    payload.reason ?? '',
    payload.defects?.map((defect, index) => `${index + 1}. ${defect.text}`).join(' ') ?? '',
    payload.siteCheck ? siteCheckText(payload.siteCheck, language) : '',
    payload.result ? `${payload.result.name} ${language === 'en' ? 'no.' : 'số'} ${payload.result.number}` : '',
    payload.assignee ? `${language === 'en' ? 'Assigned to' : 'Giao'} ${payload.assignee}` : '',
    payload.files ? say(`${payload.files.length} tệp kèm theo`) : '',
    isSettledByOne(acts, act) ? say(settledByOne) : '',
  ]
    .filter(Boolean)
    .join('. ')
}

type SiteCheck = { readonly at: string; readonly place: string; readonly participants: string; readonly content: string }

function siteCheckText({ at, place, participants, content }: SiteCheck, language: Language): string {
  const when = instantText(instantFrom(at), language)
  if (language === 'en') return `${when}, at ${place}. Present: ${participants}. Found: ${content}`
  return `${when}, tại ${place}. Thành phần: ${participants}. Nội dung: ${content}`
}

/** What was corrected: who sees the applicant in full reads old and new, an overseer which fields only. */
function correctedText(corrected: Corrected, isInFull: boolean, language: Language): string {
  const say = (words: string): string => writeIn(language, words)
  return Object.entries(corrected)
    .map(([field, { was, is }]) => {
      const name = say(correctedNames[field as keyof Corrected])
      return isInFull
        ? `${name}: ${was ?? say('(trống)')} → ${is ?? say('(trống)')}`
        : language === 'en'
          ? `${name} corrected`
          : `sửa ${name}`
    })
    .join('; ')
}

function joinedText(closed: readonly { readonly how: PartEnd }[]): string {
  const count = closed.filter(({ how }) => how === 'joined').length
  return count === 0 ? '' : `${count} phần việc không còn phải chờ`
}

export function askedOf(row: Pick<DossierRecord, 'acts'>) {
  const request = row.acts.findLast((act) => act.kind === 'request_supplement')
  return request ? (readRecord({ kind: 'request_supplement', payload: request.payload }).defects ?? []) : []
}

/** What was asked, and what of it has come: a point ticked, or a paper of the component it names handed in since. */
export function askedView(row: Pick<DossierRecord, 'acts' | 'papers'>) {
  const request = row.acts.findLast((act) => act.kind === 'request_supplement')
  const answer = row.acts.findLast((act) => act.kind === 'supplement')
  const ticked = answer ? (readRecord({ kind: 'supplement', payload: answer.payload }).answered ?? []) : []
  const came = new Set(row.papers.filter((paper) => request && paper.round > request.seq).map((paper) => paper.componentNo))
  return askedOf(row).map(({ componentNo, text }, index) => ({
    no: index + 1,
    componentNo,
    text,
    isAnswered: ticked.includes(text) || (componentNo !== null && came.has(componentNo)),
  }))
}

/** What the applicant is asked to bring, until when, and what then; nothing once it has come. */
export function supplementView(row: Pick<DossierRecord, 'state' | 'acts'>, language: Language = 'vi') {
  const request = row.acts.findLast((act) => act.kind === 'request_supplement')
  if (!request || row.state !== 'awaiting_supplement') return null
  const record = readRecord({ kind: 'request_supplement', payload: request.payload })
  return {
    defects: (record.defects ?? []).map((defect) => defect.text),
    papers: (record.asked ?? []).map(({ name, originals, copies }) => ({ name, originals, copies })),
    reason: record.reason ?? null,
    by: local(record.supplementBy ?? null),
    ...supplementWords(record, language),
  }
}

/** Why it was refused, by whom, and where one may complain about it. */
export function refusalView(row: Pick<DossierRecord, 'state' | 'acts' | 'agencyName' | 'centreName'>, language: Language = 'vi') {
  const refused = row.acts.findLast((act) => act.kind === 'refuse' || act.kind === 'deem_refused')
  if (!refused || row.state !== 'refused') return null
  const { reason, appeal, refusedBy } = readAnyRecord(refused)
  return {
    by: refusedBy === 'counter' ? row.centreName : row.agencyName,
    reason: reason ?? '',
    appeal: appeal ? appealText(appeal, language) : null,
  }
}

import { instantFrom } from '#kernel/instant.ts'
import { agencyRoles } from '#kernel/actor.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Language } from '#kernel/language.ts'
import { reasonFrom, Refused, refusalFrom } from '#kernel/refusal.ts'
import { maskBirth, maskMail, maskNumber } from '#kernel/vietnamese.ts'
import { calendarsAt } from '#calendar'
import { formTitles } from '#document'
import type { FormName } from '#document'
import { dutyAt, roleNames, roleNamesInEnglish, seesInFull } from '#identity'
import { findAmountToPay } from '#payment'
import { refusalGroundsFrom } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { clockViews, writeLimit } from './clock-views.ts'
import { local } from './clocks.ts'
import type { Stop } from '../domain/clocks.ts'
import { claimView } from './claims.ts'
import { findDossierRecord } from './dossier-record.ts'
import type { DossierRecord, Moment, Question } from './dossier-record.ts'
import { askedView, instantOrNull, noteOf, promisesOf, refusalView, supplementView } from './dossier-timeline.ts'
import { assess, awaitsPayment, dutyOf, isOpenQuestion, versionOf } from './load-facts.ts'
import { leftOfPart, partLinesOf, partViews } from './parts-view.ts'
import type { PartLine } from './process-run.ts'
import { runProcessOf } from './process-run.ts'
import { leadsTo } from '../domain/assignment.ts'
import { findDraft } from './find-draft.ts'
import { assigneesOf } from './assignees.ts'
import { leadsView, namesOfAgencies } from './leads-view.ts'
import { registerPlaceOf } from '../domain/register-place.ts'
import { decideAct } from '../domain/decide-act.ts'
import { isRefusal } from '../domain/act-facts.ts'
import { askedFor } from '../domain/needs.ts'
import { needsReasonToPrint } from '../domain/slip-copies.ts'
import { isPastLaw } from '../domain/clock-turn.ts'
import { actRules } from '../domain/dossier-acts.ts'
import { causeRule, groundOf, stopGrounds } from '../domain/clock-causes.ts'
import { dossierActs } from '../domain/act-rows.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import type { DossierState } from '../domain/dossier-states.ts'
import { noRefusalForMissingPapers } from '../domain/intake-answers.ts'
import { sightOfDossier } from './may-look.ts'
import { readRecord } from '../domain/act-record.ts'
import { causesInEnglish, holdersInEnglish, pastOfActFrom, stateNameFrom } from '../domain/english.ts'
import { reasonForApplicant, wordsForApplicant } from '../domain/applicant-words.ts'
import { beginningText } from '../domain/clock-begin.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { roleShown } from '../domain/system-actor.ts'
import { stepClocksOf } from './step-clocks.ts'
import { transferViews, warningOfGivingBack } from './transfers.ts'

function beginningOf(row: Pick<DossierRecord, 'clockFrom' | 'agencyName' | 'clocks'>, language: Language = 'vi'): string | null {
  const [clock] = row.clocks
  return beginningText(row.clockFrom, row.agencyName, clock ? instantFrom(clock.startedAt) : null, language)
}

/** One turn of the clocks as people read it. */
function turnView(stop: Stop, language: Language = 'vi') {
  return {
    effect: stop.effect,
    cause: stop.cause,
    name: language === 'en' ? causesInEnglish[stop.cause] : causeRule(stop.cause).name,
    law: stop.law ?? groundOf(stop.cause, stop.effect),
    fromAt: local(stop.fromAt) ?? '',
    toAt: local(stop.toAt),
    endsBy: local(stop.endsBy),
    byText: stop.by ? writeLimit(language, stop.by) : null,
  }
}

/** `Nguyễn Văn A` → `N•• V•• A`: enough for the owner to know their own. */
export function maskName(name: string): string {
  const words = name.split(' ')
  return words.map((word, index) => (index === words.length - 1 ? word : `${word.slice(0, 1)}••`)).join(' ')
}

function holderOf(
  row: DossierRecord,
  language: Language = 'vi',
): { kind: string; name: string; officerName: string | null; since: string | null } | null {
  if (row.holderKind === 'none') return null
  const name = {
    counter: row.centreName,
    agency: row.holderAgencyName ?? row.agencyName,
    applicant: language === 'en' ? holdersInEnglish.applicant : 'Người nộp hồ sơ',
    outside: language === 'en' ? holdersInEnglish.outside : 'Cơ quan bên ngoài',
  }[row.holderKind]
  return { kind: row.holderKind, name, officerName: row.holderOfficer, since: local(row.holderSince) }
}

/**
 * A dossier as staff see it, with every act and whether the caller may do it now, and the reason when not.
 * Officers with duty here see the applicant in full; overseers see numbers masked.
 * @param at what is shown; absent: as it is now
 * @throws Refused DOSSIER_NOT_FOUND when there is none or the caller has nothing to do with it.
 */
export async function getDossierView(db: Queryable, actor: Actor, code: string, at?: Temporal.Instant, language: Language = 'vi') {
  const found = await findDossierRecord(db, code)
  if (!found) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  return await viewOf(db, actor, found.record, { ...found.moment, ...(at ? { now: at } : {}), language })
}

/** When a dossier is seen, and in which language reasons are said. */
type Seen = Pick<Moment, 'now' | 'calendar'> & { readonly language?: Language }

/**
 * The same from a loaded record. It queries the database only for data that few dossiers have: parts, something to pay before the
 * return, an agency's sight of a question put to it.
 * @throws Refused DOSSIER_NOT_FOUND
 */
export async function viewOf(db: Queryable, actor: Actor, row: DossierRecord, moment: Seen) {
  const sight = await sightOfDossier(db, actor, row)
  if (!sight) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const { now, language = 'vi' } = moment
  const { facts, version, calendar, calendarOf, process } = await assess(db, row, now, moment.calendar)
  const { steps, required, time } = facts
  const parts = process ? await partLinesOf(db, row.id) : []
  const clocks = clockViews(row, calendar, now, language)
  const duty = dutyOf(actor, row)
  // An officer who works on a part works on the dossier; one who once did sees the matter, but no longer the contact data.
  const { run } = facts
  const onDuty = seesInFull(sight) || (run?.parts ?? []).some((part) => duty.roleOf(agencyRoles, part.agencyId) !== null)
  const step = steps.find((each) => each.no === row.stepNo)
  const warnings: Partial<Record<DossierAct, string | null>> = {
    request_supplement: warningOfGivingBack(row, calendar, now),
    refuse: row.state === 'filed' ? noRefusalForMissingPapers : null,
  }
  const decisions = new Map(dossierActs.map((act) => [act, decideAct(facts, act, duty)]))
  const completed = decisions.get('complete_step')
  const assignees = completed && !isRefusal(completed) ? await assigneesOf(db, facts, completed, actor.accountId) : null
  const agencyNames = await namesOfAgencies(db, run ? steps.flatMap(({ part }) => part?.agencyId ?? []) : [], row)
  return {
    id: row.id,
    view: {
      code: row.code,
      state: row.state,
      stateName: stateNameFrom(row),
      procedure: { code: version.code, name: version.name, versionId: row.procedureVersionId, handling: row.handling },
      agency: { code: row.agencyCode, name: row.agencyName },
      centre: { id: row.centreId, name: row.centreName, phone: row.centrePhone, counterNumber: row.counterNumber },
      channel: row.channel,
      resultMethod: row.resultMethod,
      summary: row.summary,
      applicant: {
        kind: row.applicantKind,
        name: row.applicantName,
        idNumber: onDuty ? row.applicantIdNumber : maskNumber(row.applicantIdNumber),
        address: onDuty ? row.applicantAddress : '',
        phone: onDuty ? row.applicantPhone : maskNumber(row.applicantPhone),
        email: row.applicantEmail && (onDuty ? row.applicantEmail : maskMail(row.applicantEmail)),
        bornOn: row.applicantBornOn && (onDuty ? row.applicantBornOn : maskBirth(row.applicantBornOn)),
        representativeName: row.representativeName,
        person: row.applicantPerson,
      },
      receivedAt: local(row.receivedAt) ?? '',
      acceptedAt: local(row.acceptedAt),
      finishedAt: local(row.finishedAt),
      endedAt: local(row.endedAt),
      outcome: row.outcome,
      clocks,
      turns: row.stops.map((stop) => turnView(stop, language)),
      promises: promisesOf(row, language),
      reappointments: row.reappointments.map((each) => ({
        ...each,
        dueBefore: local(each.dueBefore) ?? '',
        dueAfter: local(each.dueAfter),
      })),
      consultations: row.consultations.map((each) => questionView(each, actor, now)),
      transfers: transferViews(row, calendar, now),
      supplementBy: local(row.supplementBy),
      asked: askedView(row),
      clockFrom: row.clockFrom,
      beginning: beginningOf(row, language),
      holder: holderOf(row),
      claim: claimView(facts.hands?.claim ?? null, actor, now),
      handoverNumber: row.handoverNumber,
      stepClocks: stepClocksOf(row, process ? { ...version, run: process, parts } : version, calendar, now),
      parts: partViews(
        parts,
        facts,
        duty,
        (line) => leftOfLine(calendarOf, row, line, now),
        { actor, now, language },
        (leads) => leadsView(leads, agencyNames),
      ),
      standing: standingView(row, parts),
      step:
        step && !row.finishedAt
          ? { no: step.no, name: step.name, role: step.role, roleName: roleNames[step.role], of: (process ?? version).steps.length }
          : null,
      papers: required.map((paper) => {
        const given = row.papers.filter((each) => each.componentNo === paper.no)
        const sum = (key: 'originals' | 'copies' | 'certified'): number => given.reduce((total, each) => total + each[key], 0)
        return {
          componentNo: paper.no,
          name: paper.name,
          required: paper.required,
          asked: { originals: paper.originals, copies: paper.copies },
          originals: sum('originals'),
          copies: sum('copies'),
          certified: sum('certified'),
          note: given
            .map((each) => each.note)
            .filter(Boolean)
            .join('; '),
        }
      }),
      timeline: row.acts
        .map((act) => ({
          seq: act.seq,
          act: act.kind,
          actName: pastOfActFrom(act.kind, row),
          at: local(act.at) ?? '',
          actorName: act.actorName,
          actorRole: act.actorRole,
          actorRoleName: roleShown(act, roleNames),
          note: noteOf(act, row.acts, onDuty, language),
        }))
        .reverse(),
      register: row.register && registerPlaceOf(row.register),
      actions: dossierActs
        .filter((act) => actRules[act].partOf === undefined)
        .map((act) => {
          const decision = decisions.get(act) ?? decideAct(facts, act, duty)
          const refused = isRefusal(decision)
          return {
            act,
            name: actRules[act].name,
            letter: actRules[act].letter,
            isDetour: actRules[act].isDetour ?? false,
            draft: findDraft(act),
            allowed: !refused,
            reason: refused ? reasonFrom(decision, language) : null,
            code: refused ? decision.code : null,
            byList: actRules[act].byList ?? false,
            ...askedFor(act, facts, null, (need) => need !== 'assignee' || (act === 'complete_step' && assignees !== null)),
            warning: refused ? null : (warnings[act] ?? null),
            leads: refused ? null : leadsView(leadsTo(facts, decision), agencyNames),
            assignees: act === 'complete_step' && assignees ? assignees.map(({ accountId, name }) => ({ accountId, name })) : [],
            causes: (actRules[act].causes ?? []).map((cause) => ({
              cause,
              name: causeRule(cause).name,
              law: causeRule(cause).law,
              maxWorkingDays: causeRule(cause).maxWorkingDays,
              latestUntil: time.latestUntil[cause] ?? null,
              timesLeft:
                causeRule(cause).maxTimes === null ? null : Math.max(0, (causeRule(cause).maxTimes ?? 0) - (time.timesUsed[cause] ?? 0)),
            })),
          }
        }),
      grounds: Object.entries(stopGrounds).map(([ground, { name, law }]) => ({ ground, name, law })),
      refusalGrounds: refusalGroundsFrom(version.conditions),
      documents: documentsOf(row, duty.roleOf(['counter_officer']) !== null),
      fileCount: row.files.length,
      mayPrintSlip: row.acceptedAt !== null && duty.roleOf(['counter_officer']) !== null,
      slipNeedsReason: needsReasonToPrint(actor.accountId, row.acts[0]?.actorAccountId ?? null),
      maySeeAccesses: duty.roleOf(['inspector']) !== null,
    },
  }
}

function questionView(question: Question, actor: Actor, now: Temporal.Instant) {
  const due = instantFrom(question.dueAt)
  const heard = question.answeredAt ?? question.closedAt
  return {
    seq: question.seq,
    agencyId: question.agencyId,
    agencyName: question.agencyName,
    question: question.question,
    askedAt: local(question.askedAt) ?? '',
    askedBy: question.askedBy,
    dueAt: local(question.dueAt) ?? '',
    state: question.answeredAt !== null ? ('answered' as const) : question.closedAt !== null ? ('closed' as const) : ('open' as const),
    isLate: Temporal.Instant.compare(heard === null ? now : instantFrom(heard), due) > 0,
    isMine:
      isOpenQuestion(question) && dutyAt(actor, ['case_officer', 'unit_head'], { agencyId: question.agencyId, centreId: null }) !== null,
    answer: question.answer,
    answeredAt: local(question.answeredAt),
    answeredBy: question.answeredBy,
  }
}

/** Whether the last issued form of that kind carries the installation's signature. */
function sealOf(row: Pick<DossierRecord, 'issued'>, form: FormName) {
  const issued = row.issued.findLast((each) => each.form === form)
  return {
    state: !issued ? ('not_issued' as const) : issued.signedAt === null ? ('unsigned' as const) : ('signed' as const),
    signerName: issued?.signerName ?? null,
    signedAt: local(issued?.signedAt ?? null),
    stampedAt: local(issued?.stampedAt ?? null),
  }
}

type DocumentLine = {
  form: string
  title: string
  url: string
  isToHandOver: boolean
  hasApplicantPrint: boolean
  seal: ReturnType<typeof sealOf>
}

/** The paper with which a state begins, and which the applicant has while it lasts. */
const paperOfState: Partial<Record<DossierState, FormName>> = {
  awaiting_supplement: 'supplement-request',
  refused: 'refusal',
  stopped: 'stop-notice',
}

/** Letters of which the applicant's print has the look-up secret; the slip has a place of its own (`mayPrintSlip`). */
const lettersWithSecret: readonly FormName[] = ['supplement-request', 'refusal']

function documentsOf(row: DossierRecord, isCounter: boolean): DocumentLine[] {
  const at = (form: FormName, title: string = formTitles[form]) => ({
    form,
    title,
    url: `/api/v1/dossiers/${row.code}/documents/${form}.pdf`,
    isToHandOver: paperOfState[row.state] === form,
    hasApplicantPrint: isCounter && lettersWithSecret.includes(form),
    seal: sealOf(row, form),
  })
  const [granted, asked] = [
    row.reappointments.some((each) => each.decision === 'granted'),
    row.reappointments.some((each) => each.decision === null),
  ]
  return [
    ...(row.acceptedAt ? [at('receipt-slip')] : []),
    ...(row.acts.some((act) => act.kind === 'request_supplement') ? [at('supplement-request')] : []),
    ...(row.state === 'refused' ? [at('refusal')] : []),
    ...(granted ? [at('apology')] : asked ? [at('apology', `Dự thảo: ${formTitles.apology}`)] : []),
    ...(row.state === 'stopped' ? [at('stop-notice')] : []),
  ]
}

/** Time left of a part that is open; nothing once it is closed. */
function leftOfLine(calendarOf: CalendarOf, row: DossierRecord, line: PartLine, now: Temporal.Instant) {
  if (line.closedAt !== null) return null
  return leftOfPart(calendarOf, { ...line, centreId: row.centreId, isStopped: row.state !== 'in_progress' }, now)
}

type CalendarOf = Awaited<ReturnType<typeof calendarsAt>>

/** The current steps of the process, for the drawing. */
function standingView(row: DossierRecord, parts: readonly PartLine[]): number[] {
  if (row.finishedAt !== null || row.endedAt !== null) return []
  const open = parts.filter((part) => part.closedAt === null).map((part) => part.stepNo)
  return open.length > 0 ? open : row.stepNo === null ? [] : [row.stepNo]
}

/** What anyone with the code and the secret of the slip may know: progress, no personal data beyond a masked name. */
export async function findPublicView(db: Queryable, code: string, language: Language = 'vi') {
  const found = await findDossierRecord(db, code)
  if (!found) return null
  const { record: row, moment } = found
  const { now } = moment
  const version = await versionOf(db, row)
  const calendar = (await calendarsAt(db, moment.calendar))({ agencyId: row.agencyId, centreId: row.centreId })
  const clocks = clockViews(row, calendar, now, language)
  const promised = clocks.find((clock) => clock.kind === 'committed')
  const limit = clocks.find((clock) => clock.kind === 'legal')
  return {
    id: row.id,
    code: row.code,
    state: row.state,
    stateName: stateNameFrom(row, language),
    procedureName: version.name,
    agencyName: row.agencyName,
    centreName: row.centreName,
    hotline: row.centrePhone,
    applicantName: maskName(row.applicantName),
    receivedAt: local(row.receivedAt) ?? '',
    acceptedAt: local(row.acceptedAt),
    dueAt: promised?.dueAt ?? null,
    remaining: promised?.remaining ?? null,
    because: promised?.because ?? [],
    beginning: beginningOf(row, language),
    clocks,
    promises: promisesOf(row, language),
    turns: row.stops.map((stop) => turnView(stop, language)),
    legalDuePassed: isPastLaw(instantOrNull(promised?.dueAt), instantOrNull(limit?.dueAt)) ? (limit?.dueAt ?? null) : null,
    // The role, never the officer's name: the owner learns names after signing in.
    holder:
      row.holderKind === 'none' ? null : { kind: row.holderKind, name: holderOf(row, language)?.name ?? '', since: local(row.holderSince) },
    // At which agencies its parts are, and until when: agencies, never people.
    parts: (row.handling === 'forwarded' && (await runProcessOf(db, version)) ? await partLinesOf(db, row.id) : [])
      .filter((part) => part.closedAt === null)
      .map((part) => ({ agencyName: part.agencyName, kind: part.kind, code: part.code, dueAt: local(part.dueAt) })),
    defects: supplementView(row, language)?.defects ?? [],
    supplement: supplementView(row, language),
    refusal: refusalView(row, language),
    toPay: await toPayOf(db, row, language),
    timeline: row.acts
      .map((act) => ({
        seq: act.seq,
        act: act.kind,
        actName: pastOfActFrom(act.kind, row, language),
        at: local(act.at) ?? '',
        unitName: language === 'en' ? roleShown(act, roleNamesInEnglish, 'The system') : roleShown(act, roleNames),
        reason: reasonForApplicant(act),
        words: wordsForApplicant(act, language),
      }))
      .reverse(),
  }
}

/** What there is to pay here, and whether the clocks stand until it is paid. */
async function toPayOf(db: Queryable, row: Pick<DossierRecord, 'id' | 'state' | 'acts'>, language: Language) {
  const toPay = await findAmountToPay(db, row.id, language)
  const waits = row.state === 'suspended' && (await awaitsPayment(db, row.id))
  const stop = waits ? row.acts.findLast((act) => act.kind === 'suspend') : undefined
  const by = stop ? local(readRecord({ kind: 'suspend', payload: stop.payload }).payBy ?? null) : null
  return toPay && { ...toPay, waits, by }
}

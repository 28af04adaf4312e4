import { sql } from 'kysely'
import { agencyRoles } from '#kernel/actor.ts'
import type { Actor, Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId, DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { maskBirth, maskMail, maskNumber } from '#kernel/vietnamese.ts'
import { instantText, promiseText } from '#kernel/vietnam-time.ts'
import { loadCalendars } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import { limitText } from '#procedure'
import { appealText, formTitles } from '#document'
import type { FormName } from '#document'
import { dutyAt, roleNames, seesInFull } from '#identity'
import { dongText, findAmountToPay } from '#payment'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { calendarFor, clockColumns, dueOfClock, local, reappointmentColumns, stopColumns } from './clocks.ts'
import type { Clock, Reappointment, Stop } from './clocks.ts'
import { claimFrom, claimOf, claimView } from './claims.ts'
import type { StoredClaim } from './claims.ts'
import { awaitsPayment, dutyLapse, dutyOf, owedBeforeReturn, requiredPapers, timeFactsOf, versionOf } from './load-facts.ts'
import { leftOfPart, partLinesOf, partViews } from './parts-view.ts'
import type { PartLine } from './parts-view.ts'
import { loadRun, runProcessOf } from './process-run.ts'
import { leadsTo } from '../domain/assignment.ts'
import { assigneesOf } from './assignees.ts'
import { leadsView, namesOfAgencies } from './leads-view.ts'
import { registerPlaceOf } from '../domain/register-place.ts'
import { decideAct, isRefusal, needsOf, outcomeOf, walkedSteps } from '../domain/decide-act.ts'
import { needsReasonToPrint } from '../domain/slip-copies.ts'
import type { DossierFacts, HandedInPaper, Hands } from '../domain/decide-act.ts'
import { isPastLaw } from '../domain/clock-turn.ts'
import { actRules, causeRule, groundOf, dossierActs, settledByOne, stateNames, stopGrounds } from '../domain/dossier-acts.ts'
import type { DossierAct, DossierState } from '../domain/dossier-acts.ts'
import { promisedDaysFrom } from '../domain/promised-days.ts'
import { sightOfDossier } from './may-look.ts'
import type { PartEnd } from '../domain/parts.ts'
import { correctedNames, promiseRecorded, readAnyRecord, readRecord } from '../domain/act-record.ts'
import type { Corrected } from '../domain/act-record.ts'
import { reasonForApplicant, supplementWords } from '../domain/applicant-words.ts'
import { beginningText } from '../domain/clock-begin.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { roleShown } from '../domain/system-actor.ts'
import { timeLeftOf } from './time-left.ts'
import { stepClocksOf } from './step-clocks.ts'
import { transferViews, warningOfGivingBack } from './transfers.ts'
import type { DoneTransfer } from './transfers.ts'
import type { HeldLine } from './step-clocks.ts'
import type { DossierRow } from '../store/dossier-store.ts'

type ActRow = {
  seq: number
  kind: DossierAct
  at: string
  actorAccountId: AccountId | null
  actorName: string
  actorRole: Role
  agencyId: AgencyId | null
  payload: string
  /** The seal of the act, as hexadecimal digits. */
  hash: string
}

/** A question to another agency, as it stands. */
type Question = {
  seq: number
  agencyId: AgencyId
  agencyName: string
  question: string
  askedAt: string
  askedBy: string
  dueAt: string
  answer: string | null
  answeredAt: string | null
  answeredBy: string | null
  closedAt: string | null
}

type Row = {
  id: DossierId
  code: string
  state: DossierState
  interruptedState: DossierState | null
  stepNo: number | null
  supplementCount: number
  handoverNumber: string | null
  holderKind: DossierFacts['holderKind']
  holderOfficer: string | null
  holderAgencyName: string | null
  joins: DossierRow['joins']
  holderSince: string | null
  procedureVersionId: ProcedureVersionId
  channel: 'direct' | 'post' | 'online'
  handling: DossierFacts['handling']
  resultMethod: string
  summary: string
  agencyId: AgencyId
  agencyCode: string
  agencyName: string
  centreId: CentreId
  centreName: string
  centrePhone: string
  counterNumber: number | null
  applicantKind: string
  applicantName: string
  applicantIdNumber: string
  applicantAddress: string
  applicantPhone: string
  applicantEmail: string | null
  applicantBornOn: string | null
  representativeName: string | null
  applicantPerson: string | null
  representativeIdNumber: string | null
  representativeAuthorisation: string | null
  receivedAt: string
  acceptedAt: string | null
  finishedAt: string | null
  endedAt: string | null
  outcome: string | null
  held: HeldLine[]
  acts: ActRow[]
  papers: (HandedInPaper & { name: string; note: string; round: number })[]
  clocks: Clock[]
  stops: Stop[]
  claim: StoredClaim | null
  reappointments: Reappointment[]
  consultations: Question[]
  transfers: DoneTransfer[]
  supplementBy: string | null
  clockFrom: 'acceptance' | 'competent_agency'
  lastSeq: number
  lastHash: string
  issued: { form: string; signerName: string | null; signedAt: string | null; stampedAt: string | null }[]
  fileCount: number
  register: { readonly book: number; readonly line: number; readonly year: number } | null
}

/** Everything about one dossier in one round trip: its row, acts, papers, clocks and stops. */
async function findRow(db: Queryable, code: string): Promise<Row | null> {
  const { rows } = await sql<Row>`
    select d.id, d.code, d.state, d.interrupted_state as "interruptedState", d.step_no as "stepNo", d.supplement_count as "supplementCount",
      (select h.number from dossier.handover h where h.locality_id = d.locality_id and h.id = d.handover_id) as "handoverNumber",
      d.holder_kind as "holderKind",
      (select o.display_name from identity.v_officer o where o.locality_id = d.locality_id and o.id = d.holder_account_id) as "holderOfficer",
      (select v.name from agency.v_agency v where v.locality_id = d.locality_id and v.id = d.holder_agency_id) as "holderAgencyName", d.joins,
      (select h.from_at from dossier.holding h where h.locality_id = d.locality_id and h.dossier_id = d.id order by h.seq desc limit 1) as "holderSince",
      d.procedure_version_id as "procedureVersionId", d.channel, d.handling, d.result_method as "resultMethod", d.summary,
      d.agency_id as "agencyId", a.code as "agencyCode", a.name as "agencyName",
      d.centre_id as "centreId", c.name as "centreName", c.phone as "centrePhone",
      (select k.number from centre.v_counter k where k.locality_id = d.locality_id and k.id = d.counter_id) as "counterNumber",
      d.applicant_kind as "applicantKind", d.applicant_name as "applicantName", d.applicant_id_number as "applicantIdNumber",
      d.applicant_address as "applicantAddress", d.applicant_phone as "applicantPhone", d.applicant_email as "applicantEmail", d.applicant_born_on::text as "applicantBornOn",
      d.applicant_person as "applicantPerson", d.representative_name as "representativeName", d.representative_id_number as "representativeIdNumber",
      d.representative_authorisation as "representativeAuthorisation", d.received_at as "receivedAt", d.accepted_at as "acceptedAt",
      d.finished_at as "finishedAt", d.ended_at as "endedAt", d.outcome,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', h.kind, 'agencyId', h.agency_id, 'centreId', h.centre_id, 'accountId', h.account_id,
          'stepNo', h.step_no, 'stepRole', h.step_role, 'fromAt', h.from_at, 'toAt', h.to_at) order by h.seq), '[]')
         from dossier.holding h where h.locality_id = d.locality_id and h.dossier_id = d.id) as held,
      (select coalesce(jsonb_agg(jsonb_build_object('seq', x.seq, 'kind', x.kind, 'at', x.at, 'actorAccountId', x.actor_account_id, 'actorName', x.actor_name,
          'actorRole', x.actor_role, 'agencyId', x.agency_id, 'payload', x.payload, 'hash', encode(x.hash, 'hex')) order by x.seq), '[]')
         from dossier.act x where x.locality_id = d.locality_id and x.dossier_id = d.id) as acts,
      (select coalesce(jsonb_agg(jsonb_build_object('componentNo', p.component_no, 'name', p.name, 'originals', p.originals,
          'copies', p.copies, 'certified', p.certified, 'note', p.note, 'round', p.round) order by p.component_no, p.round), '[]')
         from dossier.paper p where p.locality_id = d.locality_id and p.dossier_id = d.id) as papers,
      d.supplement_by as "supplementBy", d.clock_from as "clockFrom", d.last_seq as "lastSeq", encode(d.last_hash, 'hex') as "lastHash",
      (select coalesce(jsonb_agg(${clockColumns} order by k.kind), '[]')
         from dossier.clock k where k.locality_id = d.locality_id and k.dossier_id = d.id) as clocks,
      (select coalesce(jsonb_agg(${stopColumns} order by s.seq), '[]')
         from dossier.clock_stop s where s.locality_id = d.locality_id and s.dossier_id = d.id) as stops,
      (select coalesce(jsonb_agg(${reappointmentColumns} order by r.seq), '[]')
         from dossier.reappointment r where r.locality_id = d.locality_id and r.dossier_id = d.id) as reappointments,
      (select coalesce(jsonb_agg(jsonb_build_object('seq', q.seq, 'agencyId', q.agency_id, 'agencyName', v.name, 'question', q.question,
          'askedAt', q.asked_at, 'askedBy', x.actor_name, 'dueAt', q.due_at, 'answer', q.answer, 'answeredAt', q.answered_at,
          'answeredBy', y.actor_name, 'closedAt', q.closed_at) order by q.seq), '[]')
         from dossier.consultation q
         join agency.v_agency v on v.locality_id = q.locality_id and v.id = q.agency_id
         join dossier.act x on x.locality_id = q.locality_id and x.dossier_id = q.dossier_id and x.seq = q.seq
         left join dossier.act y on y.locality_id = q.locality_id and y.dossier_id = q.dossier_id and y.seq = q.answered_seq
         where q.locality_id = d.locality_id and q.dossier_id = d.id) as consultations,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', t.kind, 'dueAt', t.due_at, 'doneAt', t.done_at, 'isLate', t.is_late) order by t.act_seq), '[]')
         from dossier.transfer t where t.locality_id = d.locality_id and t.dossier_id = d.id) as transfers,
      (select coalesce(jsonb_agg(jsonb_build_object('form', i.form, 'signerName', i.signer_name, 'signedAt', i.signed_at, 'stampedAt', i.stamped_at)
          order by i.issued_at, i.number), '[]') from document.v_issued_form i where i.locality_id = d.locality_id and i.dossier_id = d.id) as issued,
      (select count(*)::int from document.v_file f where f.locality_id = d.locality_id and f.dossier_id = d.id and not f.is_withdrawn) as "fileCount",
      (select jsonb_build_object('book', l.book, 'line', l.line, 'year', l.year) from dossier.register_line l
         where l.locality_id = d.locality_id and l.dossier_id = d.id) as register,
      ${claimOf(sql`d.id`, sql`case when d.holder_kind = 'counter' then 0 else coalesce(d.step_no, 0) end`)} as claim
    from dossier.dossier d
    join agency.v_agency a on a.locality_id = d.locality_id and a.id = d.agency_id
    join centre.v_centre c on c.locality_id = d.locality_id and c.id = d.centre_id
    where d.code = ${code}`.execute(db)
  return rows[0] ?? null
}

/** Both clocks as people read them. */
export function clockViews(row: Row, calendar: WorkingCalendar, now: Temporal.Instant) {
  return row.clocks.map((clock) => {
    const computed = dueOfClock(calendar, clock, row.stops)
    const ended = row.finishedAt ?? row.endedAt
    const openStop = row.stops.find(
      (stop) => stop.toAt === null && (stop.endsBy === null || Temporal.Instant.compare(now, Temporal.Instant.from(stop.endsBy)) < 0),
    )
    const status = ended ? ('ended' as const) : openStop || computed.dueAt === null ? ('stopped' as const) : ('running' as const)
    return {
      kind: clock.kind,
      limit: clock.limit,
      limitText: limitText(clock.limit),
      startedAt: clock.startedAt,
      dueAt: local(computed.dueAt),
      status,
      remaining: timeLeftOf(calendar, now, { ...row, dueAt: computed.dueAt, stop: row.stops.find((stop) => stop.toAt === null) ?? null }),
      /** Early, on time or late by this limit; `null` while it is open, or where no clock had begun. */
      mark: ended === null ? null : outcomeOf(Temporal.Instant.from(ended), computed.dueAt),
      because: computed.because.map((reason) => ({ ...reason })),
      sentence: computed.sentence,
    }
  })
}

function beginningOf(row: Pick<Row, 'clockFrom' | 'agencyName' | 'clocks'>): string | null {
  const [clock] = row.clocks
  return beginningText(row.clockFrom, row.agencyName, clock ? Temporal.Instant.from(clock.startedAt) : null)
}

function dueOf(row: Pick<Row, 'clocks' | 'stops'>, calendar: WorkingCalendar, kind: Clock['kind']): Temporal.Instant | null {
  const clock = row.clocks.find((each) => each.kind === kind)
  return clock ? dueOfClock(calendar, clock, row.stops).dueAt : null
}

/** One turn of the clocks as people read it. */
function turnView(stop: Stop) {
  return {
    effect: stop.effect,
    cause: stop.cause,
    name: causeRule(stop.cause).name,
    law: stop.law ?? groundOf(stop.cause, stop.effect),
    fromAt: local(stop.fromAt) ?? '',
    toAt: local(stop.toAt),
    endsBy: local(stop.endsBy),
    byText: stop.by ? limitText(stop.by) : null,
  }
}

/** `Nguyễn Văn A` → `N•• V•• A`: enough for the owner to know their own. */
export function maskName(name: string): string {
  const words = name.split(' ')
  return words.map((word, index) => (index === words.length - 1 ? word : `${word.slice(0, 1)}••`)).join(' ')
}

function holderOf(row: Row): { kind: string; name: string; officerName: string | null; since: string | null } | null {
  if (row.holderKind === 'none') return null
  const name = {
    counter: row.centreName,
    agency: row.holderAgencyName ?? row.agencyName,
    applicant: 'Người nộp hồ sơ',
    outside: 'Cơ quan bên ngoài',
  }[row.holderKind]
  return { kind: row.holderKind, name, officerName: row.holderOfficer, since: local(row.holderSince) }
}

function instantOrNull(at: string | null | undefined): Temporal.Instant | null {
  return at ? Temporal.Instant.from(at) : null
}

/** Said where a new day was signed that lies after the limit by law. */
function pastLawText(act: ActRow, payload: ReturnType<typeof readAnyRecord>): string {
  if (act.kind !== 'approve_extension' && act.kind !== 'apologise') return ''
  const [promised, legal] = [payload.promisedAnew ?? payload.committedDueAt, payload.legalDueAt]
  return isPastLaw(instantOrNull(promised), instantOrNull(legal))
    ? `Ngày hẹn mới sau thời hạn theo pháp luật (${promisedText(legal ?? null)}); thời hạn theo pháp luật không thay đổi`
    : ''
}

function promisedText(at: string | null): string {
  if (at === null) return '(chưa có)'
  return promiseText(Temporal.Instant.from(at))
}

/** The days the applicant was promised, and why each in place of the one before. */
function promisesOf(row: Pick<Row, 'acts'>) {
  const acts = row.acts.map((act) => {
    const said = readAnyRecord(act)
    const why = said.decree ? `${said.decree.name} (${said.decree.basis})` : (said.reason ?? '')
    return {
      seq: act.seq,
      kind: act.kind,
      at: act.at,
      committedDueAt: promiseRecorded(act),
      promisedAnew: said.promisedAnew,
      why: `${actRules[act.kind].past}${why === '' ? '' : `: ${why}`}`,
    }
  })
  return promisedDaysFrom(acts).map(({ dueAt, at, why }) => ({ dueAt: local(dueAt) ?? '', at: local(at) ?? '', why }))
}

/** Whether one person received the dossier and approved it: lawful where a process says so, and never unseen. */
function isSettledByOne(acts: readonly ActRow[], act: ActRow): boolean {
  if (act.kind !== 'approve' || act.actorAccountId === null) return false
  return acts.some(({ kind, actorAccountId }) => (kind === 'file' || kind === 'accept') && actorAccountId === act.actorAccountId)
}

function noteOf(act: ActRow, isInFull: boolean): string {
  const payload = readAnyRecord(act)
  return [
    payload.onBehalfOf ? `${payload.onBehalfOf.style}. ${payload.onBehalfOf.name} (${payload.onBehalfOf.basis})` : '',
    typeof payload.opinion === 'object'
      ? `${payload.opinion.agency.name}: ${payload.opinion.question ?? payload.opinion.answer ?? ''}`
      : payload.opinion === 'closed'
        ? 'Ý kiến chưa nhận được không còn phải chờ'
        : '',
    payload.parts?.on ? `Phần việc “${payload.parts.on.name}”` : '',
    payload.parts && payload.parts.opened.length > 0
      ? `Mở phần việc: ${payload.parts.opened.map((part) => (part.code ? `${part.name} (${part.code})` : part.name)).join('; ')}`
      : '',
    joinedText(payload.parts?.closed ?? []),
    payload.from && payload.to ? `${payload.from} → ${payload.to}` : '',
    payload.was && payload.was.committedDueAt !== payload.committedDueAt
      ? `Hẹn trả ${promisedText(payload.was.committedDueAt)} nay là ${promisedText(payload.committedDueAt ?? null)}`
      : '',
    payload.legalBasis ? `Căn cứ: ${payload.legalBasis}` : '',
    payload.decree ? `${payload.decree.name} (${payload.decree.basis})` : '',
    payload.cause ? causeRule(payload.cause).name : '',
    payload.ground ? stopGrounds[payload.ground].name : '',
    payload.days ? `${payload.days} ngày làm việc` : '',
    payload.charges?.map(({ name, amountDong, basis }) => `Phải nộp ${dongText(amountDong)}: ${name} (${basis})`).join('; ') ?? '',
    payload.paidElsewhere ? `Nộp tại ${payload.paidElsewhere.office}, theo ${payload.paidElsewhere.notice}` : '',
    payload.missing && payload.missing.length > 0 ? `Còn thiếu: ${payload.missing.join('; ')}` : '',
    pastLawText(act, payload),
    correctedText(payload.corrected ?? {}, isInFull),
    payload.reason ?? '',
    payload.defects?.map((defect, index) => `${index + 1}. ${defect.text}`).join(' ') ?? '',
    payload.siteCheck
      ? `${instantText(Temporal.Instant.from(payload.siteCheck.at))}, tại ${payload.siteCheck.place}. Thành phần: ${payload.siteCheck.participants}. Nội dung: ${payload.siteCheck.content}`
      : '',
    payload.result ? `${payload.result.name} số ${payload.result.number}` : '',
    payload.assignee ? `Giao ${payload.assignee}` : '',
    payload.files ? `${payload.files.length} tệp kèm theo` : '',
  ]
    .filter(Boolean)
    .join('. ')
}

/** What was corrected: who sees the applicant in full reads old and new, an overseer which fields only. */
function correctedText(corrected: Corrected, isInFull: boolean): string {
  return Object.entries(corrected)
    .map(([field, { was, is }]) => {
      const name = correctedNames[field as keyof Corrected]
      return isInFull ? `${name}: ${was ?? '(trống)'} → ${is ?? '(trống)'}` : `sửa ${name}`
    })
    .join('; ')
}

function joinedText(closed: readonly { readonly how: PartEnd }[]): string {
  const count = closed.filter(({ how }) => how === 'joined').length
  return count === 0 ? '' : `${count} phần việc không còn phải chờ`
}

/**
 * A dossier as staff see it, with every act and whether the caller may do it now, and the reason when not.
 * Officers with duty here see the applicant in full; overseers see numbers masked.
 * @throws Refused DOSSIER_NOT_FOUND when there is none or the caller has nothing to do with it.
 */
export async function getDossierView(db: Queryable, actor: Actor, code: string) {
  const row = await findRow(db, code)
  const sight = row ? await sightOfDossier(db, actor, row) : null
  if (!row || !sight) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const version = await versionOf(db, row)
  const [calendar, now] = await Promise.all([calendarFor(db, row), databaseNow(db)])
  const process = row.handling === 'forwarded' ? await runProcessOf(db, version) : null
  // All of it only where a process asks more than the lead's own steps.
  const calendarOf = process ? await loadCalendars(db) : () => calendar
  const run =
    process && (await loadRun(db, process, row, { at: now, stops: row.stops, heldStep: row.held.at(-1)?.stepNo ?? null, calendarOf }))
  const parts = process ? await partLinesOf(db, row.id) : []
  const steps = run?.steps ?? walkedSteps(row.handling, version.steps)
  const required = requiredPapers(version)
  const clocks = clockViews(row, calendar, now)
  const time = timeFactsOf({
    now,
    calendar,
    version,
    stops: row.stops,
    committedDueAt: dueOf(row, calendar, 'committed'),
    legalDueAt: dueOf(row, calendar, 'legal'),
    finished: row.finishedAt !== null,
    supplementBy: row.supplementBy,
    reappointments: row.reappointments,
    notified: {
      late: row.acts.some((act) => act.kind === 'note_late'),
      lateByLaw: row.acts.some((act) => act.kind === 'note_late_by_law'),
    },
  })
  const facts: DossierFacts = {
    ...row,
    steps,
    onHandover: row.handoverNumber !== null,
    required,
    handedIn: row.papers,
    time,
    hands: handsOf(row, now),
    owedDong: await owedBeforeReturn(db, row),
    awaited: row.consultations.filter(isOpen).map((each) => each.agencyId),
    ...(row.state === 'awaiting_supplement' ? { asked: askedOf(row) } : {}),
    ...dutyLapse(row.state === 'suspended' ? (row.acts.findLast((act) => act.kind === 'suspend')?.payload ?? null) : null, now),
    ...(run ? { run } : {}),
  }
  const duty = dutyOf(actor, row)
  // Whoever works on a part of it works on it; who once did knows the matter, and no more how to reach the person.
  const onDuty = seesInFull(sight) || (run?.parts ?? []).some((part) => duty.roleOf(agencyRoles, part.agencyId) !== null)
  const step = steps.find((each) => each.no === row.stepNo)
  const warning = warningOfGivingBack(row, calendar, now)
  const decisions = new Map(dossierActs.map((act) => [act, decideAct(facts, act, duty)]))
  const completed = decisions.get('complete_step')
  const assignees = completed && !isRefusal(completed) ? await assigneesOf(db, facts, completed, actor.accountId) : null
  const agencyNames = await namesOfAgencies(db, run ? steps.flatMap(({ part }) => part?.agencyId ?? []) : [], row)
  return {
    id: row.id,
    view: {
      code: row.code,
      state: row.state,
      stateName: stateNames[row.state],
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
      turns: row.stops.map(turnView),
      promises: promisesOf(row),
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
      beginning: beginningOf(row),
      holder: holderOf(row),
      claim: claimView(facts.hands?.claim ?? null, actor, now),
      handoverNumber: row.handoverNumber,
      stepClocks: stepClocksOf(row, process ? { ...version, run: process, parts } : version, calendar, now),
      parts: partViews(
        parts,
        facts,
        duty,
        (line) => leftOfLine(calendarOf, row, line, now),
        { actor, now },
        (leads) => leadsView(leads, agencyNames),
      ),
      standing: standingView(row, parts),
      step:
        step && !row.finishedAt
          ? { no: steps.indexOf(step) + 1, name: step.name, role: step.role, roleName: roleNames[step.role], of: steps.length }
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
          actName: actRules[act.kind].past,
          at: local(act.at) ?? '',
          actorName: act.actorName,
          actorRole: act.actorRole,
          actorRoleName: roleShown(act, roleNames),
          note: [noteOf(act, onDuty), isSettledByOne(row.acts, act) ? settledByOne : ''].filter(Boolean).join('. '),
        }))
        .reverse(),
      register: row.register && registerPlaceOf(row.register),
      actions: dossierActs
        .filter((act) => actRules[act].partOf === undefined)
        .map((act) => {
          const decision = decisions.get(act) ?? decideAct(facts, act, duty)
          const refused = isRefusal(decision)
          const possible = actRules[act].rows.filter((each) => each.from.includes(facts.state))
          const row =
            possible.find((each) => each.heldBy === 'any' || each.heldBy === facts.holderKind) ?? possible[0] ?? actRules[act].rows[0]
          return {
            act,
            name: actRules[act].name,
            letter: actRules[act].letter,
            isDetour: actRules[act].isDetour ?? false,
            allowed: !refused,
            reason: refused ? decision.message : null,
            code: refused ? decision.code : null,
            byList: actRules[act].byList ?? false,
            law: row?.law ?? null,
            warning: act === 'request_supplement' && !refused ? warning : null,
            needs: row ? needsOf(row, facts).filter((need) => need !== 'assignee' || (act === 'complete_step' && assignees !== null)) : [],
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
      documents: documentsOf(row),
      fileCount: row.fileCount,
      mayPrintSlip: row.acceptedAt !== null && duty.roleOf(['counter_officer']) !== null,
      slipNeedsReason: needsReasonToPrint(actor.accountId, row.acts[0]?.actorAccountId ?? null),
      maySeeAccesses: duty.roleOf(['inspector']) !== null,
    },
  }
}

function handsOf(row: Row, now: Temporal.Instant): Hands {
  const by = (...kinds: readonly DossierAct[]): AccountId[] =>
    row.acts.flatMap((act) => (kinds.includes(act.kind) && act.actorAccountId ? [act.actorAccountId] : []))
  return {
    now,
    claim: claimFrom(row.claim),
    workedBy: by('complete_step'),
    receivedBy: by('file', 'accept').at(-1) ?? null,
    askedBy: by('request_extension').at(-1) ?? null,
  }
}

function isOpen(question: Question): boolean {
  return question.answeredAt === null && question.closedAt === null
}

function questionView(question: Question, actor: Actor, now: Temporal.Instant) {
  const due = Temporal.Instant.from(question.dueAt)
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
    isLate: Temporal.Instant.compare(heard === null ? now : Temporal.Instant.from(heard), due) > 0,
    isMine: isOpen(question) && dutyAt(actor, ['case_officer', 'unit_head'], { agencyId: question.agencyId, centreId: null }) !== null,
    answer: question.answer,
    answeredAt: local(question.answeredAt),
    answeredBy: question.answeredBy,
  }
}

/** Whether the form of that kind issued last carries the signature of the house. */
function sealOf(row: Pick<Row, 'issued'>, form: FormName) {
  const issued = row.issued.findLast((each) => each.form === form)
  return {
    state: !issued ? ('not_issued' as const) : issued.signedAt === null ? ('unsigned' as const) : ('signed' as const),
    signerName: issued?.signerName ?? null,
    signedAt: local(issued?.signedAt ?? null),
    stampedAt: local(issued?.stampedAt ?? null),
  }
}

type DocumentLine = { form: string; title: string; url: string; seal: ReturnType<typeof sealOf> }

function documentsOf(row: Row): DocumentLine[] {
  const at = (form: FormName, title: string = formTitles[form]) => ({
    form,
    title,
    url: `/api/v1/dossiers/${row.code}/documents/${form}.pdf`,
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
function leftOfLine(calendarOf: CalendarOf, row: Row, line: PartLine, now: Temporal.Instant) {
  if (line.closedAt !== null) return null
  return leftOfPart(calendarOf, { ...line, centreId: row.centreId, isStopped: row.state !== 'in_progress' }, now)
}

type CalendarOf = Awaited<ReturnType<typeof loadCalendars>>

/** The steps of the process the work stands at, for the drawing. */
function standingView(row: Row, parts: readonly PartLine[]): number[] {
  if (row.finishedAt !== null || row.endedAt !== null) return []
  const open = parts.filter((part) => part.closedAt === null).map((part) => part.stepNo)
  return open.length > 0 ? open : row.stepNo === null ? [] : [row.stepNo]
}

/** What anyone with the code and the secret of the slip may know: progress, no personal data beyond a masked name. */
export async function findPublicView(db: Queryable, code: string) {
  const row = await findRow(db, code)
  if (!row) return null
  const version = await versionOf(db, row)
  const [calendar, now] = await Promise.all([calendarFor(db, row), databaseNow(db)])
  const clocks = clockViews(row, calendar, now)
  const promised = clocks.find((clock) => clock.kind === 'committed')
  const limit = clocks.find((clock) => clock.kind === 'legal')
  return {
    id: row.id,
    code: row.code,
    state: row.state,
    stateName: stateNames[row.state],
    procedureName: version.name,
    agencyName: row.agencyName,
    centreName: row.centreName,
    hotline: row.centrePhone,
    applicantName: maskName(row.applicantName),
    receivedAt: local(row.receivedAt) ?? '',
    dueAt: promised?.dueAt ?? null,
    remaining: promised?.remaining ?? null,
    because: promised?.because ?? [],
    beginning: beginningOf(row),
    clocks,
    promises: promisesOf(row),
    legalDuePassed: isPastLaw(instantOrNull(promised?.dueAt), instantOrNull(limit?.dueAt)) ? (limit?.dueAt ?? null) : null,
    // The role, never the officer's name: the owner learns names after signing in.
    holder: row.holderKind === 'none' ? null : { kind: row.holderKind, name: holderOf(row)?.name ?? '', since: local(row.holderSince) },
    // At which agencies its parts are, and until when: agencies, never people.
    parts: (row.handling === 'forwarded' && (await runProcessOf(db, version)) ? await partLinesOf(db, row.id) : [])
      .filter((part) => part.closedAt === null)
      .map((part) => ({ agencyName: part.agencyName, kind: part.kind, code: part.code, dueAt: local(part.dueAt) })),
    defects: supplementView(row)?.defects ?? [],
    supplement: supplementView(row),
    refusal: refusalView(row),
    toPay: await toPayOf(db, row),
    timeline: row.acts
      .map((act) => ({
        seq: act.seq,
        act: act.kind,
        actName: actRules[act.kind].past,
        at: local(act.at) ?? '',
        unitName: roleShown(act, roleNames),
        reason: reasonForApplicant(act),
      }))
      .reverse(),
  }
}

function askedOf(row: Pick<Row, 'acts'>) {
  const request = row.acts.findLast((act) => act.kind === 'request_supplement')
  return request ? (readRecord({ kind: 'request_supplement', payload: request.payload }).defects ?? []) : []
}

/** What was asked, and what of it has come: a point ticked, or a paper of the component it names handed in since. */
function askedView(row: Pick<Row, 'acts' | 'papers'>) {
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
function supplementView(row: Pick<Row, 'state' | 'acts'>) {
  const request = row.acts.findLast((act) => act.kind === 'request_supplement')
  if (!request || row.state !== 'awaiting_supplement') return null
  const record = readRecord({ kind: 'request_supplement', payload: request.payload })
  return {
    defects: (record.defects ?? []).map((defect) => defect.text),
    papers: (record.asked ?? []).map(({ name, originals, copies }) => ({ name, originals, copies })),
    reason: record.reason ?? null,
    by: local(record.supplementBy ?? null),
    ...supplementWords(record),
  }
}

/** Why it was refused, by whom, and where one may complain about it. */
function refusalView(row: Pick<Row, 'state' | 'acts' | 'agencyName' | 'centreName'>) {
  const refused = row.acts.findLast((act) => act.kind === 'refuse' || act.kind === 'deem_refused')
  if (!refused || row.state !== 'refused') return null
  const { reason, appeal, refusedBy } = readAnyRecord(refused)
  return {
    by: refusedBy === 'counter' ? row.centreName : row.agencyName,
    reason: reason ?? '',
    appeal: appeal ? appealText(appeal) : null,
  }
}

export { local, findRow as findDossierRow }

/** What there is to pay here, and whether the clocks stand until it is paid. */
async function toPayOf(db: Queryable, row: Pick<Row, 'id' | 'state' | 'acts'>) {
  const toPay = await findAmountToPay(db, row.id)
  const waits = row.state === 'suspended' && (await awaitsPayment(db, row.id))
  const stop = waits ? row.acts.findLast((act) => act.kind === 'suspend') : undefined
  const by = stop ? local(readRecord({ kind: 'suspend', payload: stop.payload }).payBy ?? null) : null
  return toPay && { ...toPay, waits, by }
}

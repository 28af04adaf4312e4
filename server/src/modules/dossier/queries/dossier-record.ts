import { instantFrom, millisOf } from '#kernel/instant.ts'
import { sql } from 'kysely'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId, DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import { calendarVersion } from '#calendar'
import type { CalendarMoment } from '#calendar'
import { createBatch } from '#platform/db/batch-calls.ts'
import { isTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { DossierFacts, HandedInPaper } from '../domain/act-facts.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import type { DossierState } from '../domain/dossier-states.ts'
import type { DossierRow } from '../store/dossier-store.ts'
import { claimsOf } from './claims.ts'
import type { StoredClaim } from './claims.ts'
import { clockColumns, reappointmentColumns, stopColumns } from './clocks.ts'
import type { Clock, Reappointment, Stop } from '../domain/clocks.ts'
import { filesOf } from './file-facts.ts'
import type { StoredFile } from './file-facts.ts'
import type { HeldLine } from '../domain/ledger.ts'
import type { DoneTransfer } from './transfers.ts'

export type ActRow = {
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

/** A question to another agency, in its current state. */
export type Question = {
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

/** Everything stored about one dossier. */
export type DossierRecord = {
  id: DossierId
  code: string
  state: DossierState
  interruptedState: DossierState | null
  stepNo: number | null
  supplementCount: number
  handoverNumber: string | null
  handoverId: string | null
  holderKind: DossierFacts['holderKind']
  holderAccountId: AccountId | null
  holderOfficer: string | null
  holderAgencyName: string | null
  joins: DossierRow['joins']
  holderSince: string | null
  procedureVersionId: ProcedureVersionId
  procedureCode: string
  committedDueAt: string | null
  legalDueAt: string | null
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
  applicantPerson: string | null
  representativeName: string | null
  representativeIdNumber: string | null
  representativeAuthorisation: string | null
  receivedAt: string
  acceptedAt: string | null
  finishedAt: string | null
  endedAt: string | null
  outcome: DossierRow['outcome']
  held: HeldLine[]
  acts: ActRow[]
  papers: (HandedInPaper & { name: string; note: string; round: number })[]
  clocks: Clock[]
  stops: Stop[]
  /** Claims on its steps, also on those of parts. */
  claims: readonly StoredClaim[]
  reappointments: Reappointment[]
  consultations: Question[]
  transfers: DoneTransfer[]
  supplementBy: string | null
  clockFrom: 'acceptance' | 'competent_agency'
  lastSeq: number
  lastHash: string
  issued: { form: string; signerName: string | null; signedAt: string | null; stampedAt: string | null }[]
  /** Files that stand, withdrawn ones apart. */
  files: StoredFile[]
  /** Its place in the register of followed dossiers; `null` until it is accepted. */
  register: { readonly book: number; readonly line: number; readonly year: number } | null
}

/** The database's moment at which a record was read. */
export type Moment = {
  /** Beginning of the transaction, or of the statement where there is none. */
  readonly now: Temporal.Instant
  /** The running clock, in whole milliseconds. Read after the dossier is locked, it is never before the act that was waited for. */
  readonly clock: Temporal.Instant
  readonly calendar: CalendarMoment
  /** Whether the one who asked still holds a role; true where nobody signed in asked. */
  readonly hasDuty: boolean
  /** Whether that person is recorded as away today. */
  readonly isAway: boolean
}

type Found = { readonly record: DossierRecord; readonly moment: Moment }

/**
 * Everything about one dossier in one round trip: its row, acts, papers, clocks, stops, files, and the moment. In a transaction
 * that counts by the calendar the dossier and the calendar are held first. Outside of one, looks that arrive together share a statement:
 * starting it costs as much as it costs for one dossier.
 * @param askedBy whose duty is looked up with it
 */
export async function findDossierRecord(db: Queryable, code: string, askedBy: AccountId | null = null): Promise<Found | null> {
  if (isTransaction(db) || askedBy !== null) return (await findRecords(db, [code], askedBy))[0] ?? null
  let find = sharedLooks.get(db)
  if (!find) {
    find = createBatch(async (codes: readonly string[]) => await findRecords(db, codes, null), { atOnce: 2, most: 20 })
    sharedLooks.set(db, find)
  }
  return await find(code)
}

const sharedLooks = new WeakMap<Queryable, (code: string) => Promise<Found | null>>()

type Line = DossierRecord & { now: string; clock: string; version: string; today: string; hasDuty: boolean | null; isAway: boolean }

/** The records of dossiers by their codes, in that order; `null` where there is none. */
async function findRecords(db: Queryable, codes: readonly string[], askedBy: AccountId | null): Promise<readonly (Found | null)[]> {
  // Not a parameter that is null: PostgreSQL would plan the query again at every call, and planning costs more than the query.
  const officer =
    askedBy === null
      ? { columns: sql`null::boolean as "hasDuty", false as "isAway"`, join: sql`` }
      : {
          columns: sql`o.has_duty as "hasDuty", coalesce(o.is_away, false) as "isAway"`,
          join: sql`left join identity.v_officer_today o on o.id = ${askedBy}::uuid`,
        }
  // The list is a value only the execution knows: by its length PostgreSQL would plan again at every look.
  // One document a dossier: as sixty columns it would take longer to describe and to read than to find.
  const { rows } = await sql<{ line: Line }>`
    select row_to_json(whole) as line
    from (select platform.now() as now, platform.clock() as clock, ${calendarVersion} as version,
      platform.today()::text as today, ${officer.columns},
      d.id, d.code, d.state, d.interrupted_state as "interruptedState", d.step_no as "stepNo",
      d.supplement_count as "supplementCount",
      (select h.number from dossier.handover h
      where h.locality_id = d.locality_id and h.id = d.handover_id) as "handoverNumber",
      d.handover_id as "handoverId", d.holder_kind as "holderKind", d.holder_account_id as "holderAccountId",
      (select o.display_name from identity.v_officer o
      where o.locality_id = d.locality_id and o.id = d.holder_account_id) as "holderOfficer",
      (select v.name from agency.v_agency v
      where v.locality_id = d.locality_id and v.id = d.holder_agency_id) as "holderAgencyName", d.joins,
      (select h.from_at from dossier.holding h where h.locality_id = d.locality_id and h.dossier_id = d.id
      order by h.seq desc limit 1) as "holderSince", d.procedure_version_id as "procedureVersionId",
      d.procedure_code as "procedureCode", d.committed_due_at as "committedDueAt", d.legal_due_at as "legalDueAt",
      d.channel, d.handling, d.result_method as "resultMethod", d.summary, d.agency_id as "agencyId",
      a.code as "agencyCode", a.name as "agencyName", d.centre_id as "centreId", c.name as "centreName",
      c.phone as "centrePhone",
      (select k.number from centre.v_counter k
      where k.locality_id = d.locality_id and k.id = d.counter_id) as "counterNumber",
      d.applicant_kind as "applicantKind", d.applicant_name as "applicantName",
      d.applicant_id_number as "applicantIdNumber", d.applicant_address as "applicantAddress",
      d.applicant_phone as "applicantPhone", d.applicant_email as "applicantEmail",
      d.applicant_born_on::text as "applicantBornOn", d.applicant_person as "applicantPerson",
      d.representative_name as "representativeName", d.representative_id_number as "representativeIdNumber",
      d.representative_authorisation as "representativeAuthorisation", d.received_at as "receivedAt",
      d.accepted_at as "acceptedAt", d.finished_at as "finishedAt", d.ended_at as "endedAt", d.outcome,
      (select coalesce(json_agg(json_build_object('kind', h.kind, 'agencyId', h.agency_id, 'centreId', h.centre_id,
      'accountId', h.account_id,
          'stepNo', h.step_no, 'stepRole', h.step_role, 'fromAt', h.from_at, 'toAt', h.to_at) order by h.seq), '[]')
         from dossier.holding h where h.locality_id = d.locality_id and h.dossier_id = d.id) as held,
      (select coalesce(json_agg(json_build_object('seq', x.seq, 'kind', x.kind, 'at', x.at, 'actorAccountId',
      x.actor_account_id, 'actorName', x.actor_name,
          'actorRole', x.actor_role, 'agencyId', x.agency_id, 'payload', x.payload, 'hash', encode(x.hash, 'hex'))
          order by x.seq), '[]')
         from dossier.act x where x.locality_id = d.locality_id and x.dossier_id = d.id) as acts,
      (select coalesce(json_agg(json_build_object('componentNo', p.component_no, 'name', p.name, 'originals',
      p.originals,
          'copies', p.copies, 'certified', p.certified, 'note', p.note, 'round', p.round)
          order by p.component_no, p.round), '[]')
         from dossier.paper p where p.locality_id = d.locality_id and p.dossier_id = d.id) as papers,
      d.supplement_by as "supplementBy", d.clock_from as "clockFrom", d.last_seq as "lastSeq",
      encode(d.last_hash, 'hex') as "lastHash",
      (select coalesce(json_agg(${clockColumns} order by k.kind), '[]')
         from dossier.clock k where k.locality_id = d.locality_id and k.dossier_id = d.id) as clocks,
      (select coalesce(json_agg(${stopColumns} order by s.seq), '[]')
         from dossier.clock_stop s where s.locality_id = d.locality_id and s.dossier_id = d.id) as stops,
      (select coalesce(json_agg(${reappointmentColumns} order by r.seq), '[]')
         from dossier.reappointment r where r.locality_id = d.locality_id and r.dossier_id = d.id) as reappointments,
      (select coalesce(json_agg(json_build_object('seq', q.seq, 'agencyId', q.agency_id, 'agencyName', v.name,
      'question', q.question,
          'askedAt', q.asked_at, 'askedBy', x.actor_name, 'dueAt', q.due_at, 'answer', q.answer, 'answeredAt',
          q.answered_at, 'answeredBy', y.actor_name, 'closedAt',
          q.closed_at) order by q.seq), '[]')
         from dossier.consultation q
         join agency.v_agency v on v.locality_id = q.locality_id and v.id = q.agency_id
         join dossier.act x on x.locality_id = q.locality_id and x.dossier_id = q.dossier_id and x.seq = q.seq
         left join dossier.act y on y.locality_id = q.locality_id and y.dossier_id = q.dossier_id
           and y.seq = q.answered_seq
         where q.locality_id = d.locality_id and q.dossier_id = d.id) as consultations,
      (select coalesce(json_agg(json_build_object('kind', t.kind, 'dueAt', t.due_at, 'doneAt', t.done_at, 'isLate',
      t.is_late) order by t.act_seq), '[]')
         from dossier.transfer t where t.locality_id = d.locality_id and t.dossier_id = d.id) as transfers,
      (select coalesce(json_agg(json_build_object('form', i.form, 'signerName', i.signer_name, 'signedAt',
      i.signed_at, 'stampedAt', i.stamped_at)
          order by i.issued_at, i.number), '[]') from document.v_issued_form i
          where i.locality_id = d.locality_id and i.dossier_id = d.id) as issued,
      coalesce(${filesOf(sql`d.id`)}, '[]'::jsonb) as files,
      (select json_build_object('book', l.book, 'line', l.line, 'year', l.year) from dossier.register_line l
         where l.locality_id = d.locality_id and l.dossier_id = d.id) as register,
      ${claimsOf(sql`d.id`)} as claims
    from dossier.dossier d
    ${officer.join}
    join agency.v_agency a on a.locality_id = d.locality_id and a.id = d.agency_id
    join centre.v_centre c on c.locality_id = d.locality_id and c.id = d.centre_id
    where d.code = any((select ${codes}::text[])::text[])) whole`.execute(db)
  const found = new Map(rows.map(({ line }) => [line.code, foundOf(line, askedBy)]))
  return codes.map((code) => found.get(code) ?? null)
}

function foundOf({ now, clock, version, today, hasDuty, isAway, ...record }: Line, askedBy: AccountId | null): Found {
  return {
    record,
    moment: {
      now: instantFrom(now),
      clock: Temporal.Instant.fromEpochMilliseconds(millisOf(clock)),
      calendar: { version, today },
      hasDuty: askedBy === null || hasDuty !== false,
      isAway,
    },
  }
}

/** The row that commands lock, from a record that was read with it locked. */
export function lockedRowOf(record: DossierRecord): DossierRow {
  return { ...record, code: record.code as DossierRow['code'], lastHash: Buffer.from(record.lastHash, 'hex') }
}

/** The record alone, for papers and proofs. */
export async function findDossierRow(db: Queryable, code: string): Promise<DossierRecord | null> {
  return (await findDossierRecord(db, code))?.record ?? null
}

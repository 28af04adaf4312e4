import type { Role } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'
import { textOfMillis } from '#kernel/instant.ts'
import type { AccountId, AgencyId, CentreId, DossierCode, DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import { isTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { writeBehind } from '#platform/db/write-behind.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import { groundOf } from '../domain/clock-causes.ts'
import type { Clock } from '../domain/clocks.ts'
import type { Turn } from '../domain/clock-turn.ts'
import type { Outcome } from '../domain/dossier.ts'
import type { DossierState } from '../domain/dossier-states.ts'
import type { ClaimChange, ClosedHolding, NewPaper } from '../domain/effects.ts'
import type { LedgerCause } from '../domain/ledger.ts'
import type { WaitingJoin } from '../domain/run.ts'
import { sealAct } from './act-seal.ts'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/** The current row, as commands need it. */
export type DossierRow = {
  readonly id: DossierId
  readonly code: DossierCode
  readonly procedureVersionId: ProcedureVersionId
  readonly procedureCode: string
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  readonly channel: 'direct' | 'post' | 'online'
  readonly handling: 'on_the_spot' | 'forwarded' | 'same_day'
  readonly state: DossierState
  readonly interruptedState: DossierState | null
  readonly stepNo: number | null
  readonly supplementCount: number
  readonly handoverId: string | null
  readonly holderKind: 'counter' | 'agency' | 'applicant' | 'outside' | 'none'
  readonly holderAccountId: AccountId | null
  readonly receivedAt: string
  readonly acceptedAt: string | null
  readonly committedDueAt: string | null
  readonly legalDueAt: string | null
  readonly finishedAt: string | null
  readonly outcome: Outcome | null
  readonly applicantName: string
  /** From when the clocks run: from acceptance, or from the competent agency's receipt (tiếp nhận phi địa giới). */
  readonly clockFrom: 'acceptance' | 'competent_agency'
  /** The applicant's own deadline while a supplement is awaited. */
  readonly supplementBy: string | null
  /** Splits that wait for branches; `null` while none does. */
  readonly joins: readonly WaitingJoin[] | null
  readonly lastSeq: number
  readonly lastHash: Buffer
}

/**
 * Finds a dossier and keeps it from everyone else until the transaction ends: two at once are put in order here. The
 * calendar does not change meanwhile.
 */
export async function lockDossier(tx: Queryable, code: string): Promise<DossierRow | null> {
  assertTransaction(tx)
  // The calendar is locked first: waiting for it while a dossier is locked could deadlock with a change of the calendar.
  const { rows } = await sql<DossierRow>`
    with held as materialized (select platform.hold_calendar())
    select id, code, procedure_version_id as "procedureVersionId", procedure_code as "procedureCode",
      agency_id as "agencyId", centre_id as "centreId", channel, handling, state,
      interrupted_state as "interruptedState", step_no as "stepNo", supplement_count as "supplementCount",
      handover_id as "handoverId", holder_kind as "holderKind", holder_account_id as "holderAccountId",
      received_at as "receivedAt", accepted_at as "acceptedAt", committed_due_at as "committedDueAt",
      legal_due_at as "legalDueAt", finished_at as "finishedAt", outcome, applicant_name as "applicantName",
      clock_from as "clockFrom", supplement_by as "supplementBy", joins, last_seq as "lastSeq",
      last_hash as "lastHash"
    from held cross join dossier.dossier where code = ${code} for no key update of dossier`.execute(tx)
  return rows[0] ?? null
}

/**
 * Locks a dossier, the calendar and the duty of the actor until the transaction ends, for {@link lockDossier}'s reasons: first
 * the duty, then the calendar, then the dossier. What is stored is read in a statement of its own afterwards.
 * @param duty SQL that locks the duty of the actor
 */
export async function holdDossier(
  tx: Queryable,
  code: string,
  duty: RawBuilder<unknown> | null,
): Promise<Pick<DossierRow, 'id' | 'agencyId' | 'centreId'> | null> {
  assertTransaction(tx)
  const { rows } = await sql<Pick<DossierRow, 'id' | 'agencyId' | 'centreId'>>`
    with held as materialized (select ${duty ?? sql`null`}, platform.hold_calendar())
    select id, agency_id as "agencyId", centre_id as "centreId"
    from held cross join dossier.dossier where code = ${code} for no key update of dossier`.execute(tx)
  return rows[0] ?? null
}

export type NewAct = {
  readonly kind: DossierAct
  readonly at: Temporal.Instant
  readonly actorAccountId: AccountId | null
  readonly actorName: string
  readonly actorRole: Role
  readonly centreId: CentreId | null
  readonly agencyId: AgencyId | null
  readonly requestId: string
  readonly payload: { readonly [key: string]: Json }
}

export type SealedRow = { seq: number; payload: string; prevHash: Buffer; hash: Buffer; act: NewAct }

function seal(code: string, last: { seq: number; hash: Buffer | null }, acts: readonly NewAct[]): SealedRow[] {
  let { seq, hash } = last
  return acts.map((act) => {
    seq += 1
    const previous = hash
    const sealed = sealAct(previous, {
      dossierCode: code,
      seq,
      kind: act.kind,
      atMs: act.at.epochMilliseconds,
      actorAccountId: act.actorAccountId,
      actorName: act.actorName,
      actorRole: act.actorRole,
      requestId: act.requestId,
      payload: act.payload,
    })
    hash = sealed
    return { seq, payload: canonicalJson(act.payload), prevHash: previous ?? Buffer.alloc(32), hash: sealed, act }
  })
}

function actValues(dossierId: DossierId, rows: readonly SealedRow[]) {
  return sql.join(
    rows.map(
      (row) => sql`(${dossierId}::uuid, ${row.seq}::int, ${row.act.kind}, ${millis(row.act.at)}::timestamptz,
        ${row.act.actorAccountId}::uuid, ${row.act.actorName}, ${row.act.actorRole}, ${row.act.centreId}::uuid,
        ${row.act.agencyId}::uuid, ${row.act.requestId},
        ${row.payload}, ${row.prevHash}::bytea, ${row.hash}::bytea)`,
    ),
  )
}

const actColumns = sql.raw(
  '(dossier_id, seq, kind, at, actor_account_id, actor_name, actor_role, centre_id, agency_id, request_id, payload, prev_hash, hash)',
)

export type NewDossier = {
  readonly id: DossierId
  readonly code: DossierCode
  readonly procedureVersionId: ProcedureVersionId
  readonly procedureCode: string
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  readonly counterId: string | null
  readonly channel: DossierRow['channel']
  readonly handling: DossierRow['handling']
  readonly resultMethod: string
  readonly summary: string
  readonly applicant: {
    readonly kind: string
    readonly name: string
    readonly folded: string
    readonly idNumber: string
    readonly bornOn: string | null
    readonly sex: string | null
    readonly address: string
    readonly phone: string
    readonly email: string | null
    /** Who stood at the counter for an organisation. */
    readonly person: string | null
    readonly organisationName: string | null
  }
  readonly representative: { readonly fullName: string; readonly idNumber: string; readonly authorisation: string } | null
  readonly state: DossierState
  readonly stepNo: number | null
  readonly holderAccountId: AccountId | null
  readonly receivedAt: Temporal.Instant
  readonly acceptedAt: Temporal.Instant | null
  readonly committedDueAt: Temporal.Instant | null
  readonly legalDueAt: Temporal.Instant | null
  readonly clockFrom: DossierRow['clockFrom']
}

/**
 * Writes a new dossier with its first acts, papers, holder and clocks in one statement: one round trip, and
 * nothing of it exists without the rest.
 */
export async function insertDossier(
  tx: Queryable,
  dossier: NewDossier,
  acts: readonly NewAct[],
  papers: readonly NewPaper[],
  clocks: readonly NewClock[],
): Promise<readonly SealedRow[]> {
  assertTransaction(tx)
  const sealed = seal(dossier.code, { seq: 0, hash: null }, acts)
  const last = sealed.at(-1)
  if (!last) throw new Error('a dossier begins with an act')
  const { applicant, representative } = dossier
  const received = millis(dossier.receivedAt)
  await writeBehind(
    tx,
    sql`
    with d as (
      insert into dossier.dossier (id, code, procedure_version_id, procedure_code, agency_id, centre_id, counter_id,
        channel, handling, result_method, summary, applicant_kind, applicant_name, applicant_folded,
        applicant_id_number, applicant_born_on, applicant_sex, applicant_address, applicant_phone, applicant_email,
        organisation_name, representative_name, representative_id_number, representative_authorisation,
        applicant_person, state, step_no, holder_kind, holder_account_id, received_at, accepted_at, committed_due_at,
        legal_due_at, clock_from, last_seq,
        last_hash)
      values (${dossier.id}, ${dossier.code}, ${dossier.procedureVersionId}, ${dossier.procedureCode},
        ${dossier.agencyId}, ${dossier.centreId}, ${dossier.counterId}, ${dossier.channel}, ${dossier.handling},
        ${dossier.resultMethod}, ${dossier.summary}, ${applicant.kind}, ${applicant.name}, ${applicant.folded},
        ${applicant.idNumber}, ${applicant.bornOn}, ${applicant.sex}, ${applicant.address}, ${applicant.phone},
        ${applicant.email}, ${applicant.organisationName}, ${representative?.fullName ?? null},
        ${representative?.idNumber ?? null}, ${representative?.authorisation ?? null}, ${applicant.person},
        ${dossier.state}, ${dossier.stepNo}, 'counter', ${dossier.holderAccountId}, ${received},
        ${millis(dossier.acceptedAt)}, ${millis(dossier.committedDueAt)}, ${millis(dossier.legalDueAt)},
        ${dossier.clockFrom}, ${last.seq}, ${last.hash})
    ), a as (
      insert into dossier.act ${actColumns} values ${actValues(dossier.id, sealed)}
    ), p as (
      insert into dossier.paper (dossier_id, component_no, name, originals, copies, certified, note)
      select ${dossier.id}::uuid, x."componentNo", x.name, x.originals, x.copies, x.certified, x.note
      from jsonb_to_recordset(${JSON.stringify(papers)}::jsonb)
        as x("componentNo" int, name text, originals int, copies int, certified int, note text) returning 1
    ), c as (
      insert into dossier.clock (dossier_id, kind, limit_amount, limit_unit, started_at, settings)
      select ${dossier.id}::uuid, x.kind, x.amount, x.unit, ${millis(dossier.acceptedAt)}::timestamptz, x.settings
      from jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) as x(kind text, amount numeric, unit text,
        settings jsonb) returning 1
    )
    insert into dossier.holding (dossier_id, seq, kind, account_id, centre_id, step_no, from_at)
    values (${dossier.id}, 1, 'counter', ${dossier.holderAccountId}, ${dossier.centreId}, ${dossier.stepNo},
      ${received})`,
  )
  return sealed
}

export type DossierUpdate = {
  readonly state: DossierState
  readonly interruptedState: DossierState | null
  readonly stepNo: number | null
  readonly supplementCount: number
  readonly handoverId: string | null
  readonly holderKind: DossierRow['holderKind']
  readonly holderAccountId: AccountId | null
  /** Role whose step it is while the agency holds the dossier. */
  readonly holderRole: Role | null
  readonly acceptedAt: Temporal.Instant | null
  readonly committedDueAt: Temporal.Instant | null
  readonly legalDueAt: Temporal.Instant | null
  readonly finishedAt: Temporal.Instant | null
  readonly endedAt: Temporal.Instant | null
  readonly outcome: string | null
  readonly supplementBy: Temporal.Instant | null
  /** The part through which it is held, while parts are open and the agencies have it. */
  readonly heldThrough: { readonly stepNo: number; readonly agencyId: AgencyId } | null
  readonly openParts: number
  readonly joins: readonly WaitingJoin[] | null
}

export type NewClock = { readonly kind: 'legal' | 'committed'; readonly amount: number; readonly unit: string; readonly settings: object }

/** A clock that begins with the act, as its row is written. */
export function newClock({ kind, limit, settings }: Clock): NewClock {
  return { kind, ...limit, settings }
}

/** What an act changes beside the row of the dossier. */
export type ActChanges = {
  /** Closes the open interval of the ledger; a new one begins unless the dossier ends. */
  closes: ClosedHolding | null
  /** Whose time the new interval is. */
  cause: LedgerCause
  claims: readonly ClaimChange[]
  turn: Turn | null
  run: boolean
  papers: readonly NewPaper[]
  clocks: readonly NewClock[]
}

/**
 * Writes one act and the state it leads to. The ledger closes one interval and opens the next at the same
 * instant, so the intervals tile the dossier's life by construction.
 */
export async function saveAct(
  tx: Queryable,
  dossier: DossierRow,
  act: NewAct,
  update: DossierUpdate,
  changes: ActChanges,
): Promise<SealedRow> {
  assertTransaction(tx)
  const [sealed] = seal(dossier.code, { seq: dossier.lastSeq, hash: dossier.lastHash }, [act])
  if (!sealed) throw new Error('an act was not sealed')
  const at = millis(act.at)
  await writeBehind(
    tx,
    sql`
    with a as (insert into dossier.act ${actColumns} values ${actValues(dossier.id, [sealed])})
    update dossier.dossier
    set state = ${update.state}, interrupted_state = ${update.interruptedState}, step_no = ${update.stepNo},
      supplement_count = ${update.supplementCount}, handover_id = ${update.handoverId},
      holder_kind = ${update.holderKind},
      holder_agency_id = case
      when ${update.holderKind} = 'agency' then coalesce(${update.heldThrough?.agencyId ?? null}::uuid, agency_id) end,
      open_parts = ${update.openParts},
      joins = ${update.joins === null ? null : JSON.stringify(update.joins)}::jsonb,
      holder_account_id = ${update.holderAccountId}, holder_role = ${update.holderRole},
      accepted_at = ${millis(update.acceptedAt)}, committed_due_at = ${millis(update.committedDueAt)},
      legal_due_at = ${millis(update.legalDueAt)}, finished_at = ${millis(update.finishedAt)},
      ended_at = ${millis(update.endedAt)}, outcome = ${update.outcome},
      supplement_by = ${millis(update.supplementBy)}, last_seq = ${sealed.seq},
      last_hash = ${sealed.hash}
    where id = ${dossier.id}`,
  )
  if (changes.closes) {
    await writeBehind(
      tx,
      sql`update dossier.holding set to_at = ${at}, work_ms = ${changes.closes.workMs}, fell_late = ${changes.closes.fellLate}
      where dossier_id = ${dossier.id} and to_at is null`,
    )
    if (update.holderKind !== 'none') {
      await writeBehind(
        tx,
        sql`insert into dossier.holding (dossier_id, seq, kind, agency_id, account_id, centre_id, step_no, step_role,
          cause, from_at)
        select ${dossier.id}::uuid, coalesce(max(seq), 0) + 1, ${update.holderKind},
          case
          when ${update.holderKind} = 'agency' then ${update.heldThrough?.agencyId ?? dossier.agencyId}::uuid end,
          ${update.holderAccountId}::uuid,
          case when ${update.holderKind} = 'counter' then ${dossier.centreId}::uuid end,
          ${update.heldThrough?.stepNo ?? update.stepNo}::int, ${update.holderRole}, ${changes.cause},
          ${at}::timestamptz
        from dossier.holding where dossier_id = ${dossier.id} returning 1`,
      )
    }
  }
  for (const claim of changes.claims) await saveClaim(tx, dossier.id, act.at, claim)
  if (changes.run || update.endedAt || update.finishedAt) {
    await writeBehind(
      tx,
      sql`update dossier.clock_stop set to_at = least(${at}::timestamptz, ends_by)
        where dossier_id = ${dossier.id} and to_at is null`,
    )
  }
  const { turn } = changes
  if (turn) {
    await writeBehind(
      tx,
      sql`insert into dossier.clock_stop (dossier_id, seq, cause, law, from_at, to_at, effect, ends_by, by_amount,
        by_unit, awaits_payment, moves)
      values (${dossier.id}, ${sealed.seq}, ${turn.cause}, ${groundOf(turn.cause, turn.effect)}, ${at},
        ${turn.lasts ? null : at}, ${turn.effect}, ${millis(turn.endsBy)}, ${turn.by?.amount ?? null},
        ${turn.by?.unit ?? null}, ${turn.awaitsPayment ?? false},
        ${turn.moves ?? 'both'})`,
    )
  }
  for (const clock of changes.clocks) {
    await writeBehind(
      tx,
      sql`insert into dossier.clock (dossier_id, kind, limit_amount, limit_unit, started_at, settings)
      values (${dossier.id}, ${clock.kind}, ${clock.amount}, ${clock.unit}, ${at},
        ${JSON.stringify(clock.settings)}::jsonb)`,
    )
  }
  if (changes.papers.length > 0) {
    await writeBehind(
      tx,
      sql`insert into dossier.paper (dossier_id, component_no, round, name, originals, copies, certified, note)
      select ${dossier.id}::uuid, x."componentNo", ${sealed.seq}, x.name, x.originals, x.copies, x.certified, x.note
      from jsonb_to_recordset(${JSON.stringify(changes.papers)}::jsonb)
        as x("componentNo" int, name text, originals int, copies int, certified int, note text) returning 1`,
    )
  }
  return sealed
}

/** A renewed claim keeps its beginning; another officer's begins now. */
async function saveClaim(tx: Queryable, dossierId: DossierId, at: Temporal.Instant, change: ClaimChange): Promise<void> {
  if (change === 'drop_all') await writeBehind(tx, sql`delete from dossier.claim where dossier_id = ${dossierId}`)
  else if ('drop' in change)
    await writeBehind(tx, sql`delete from dossier.claim where dossier_id = ${dossierId} and step_no = ${change.drop}`)
  else {
    const { stepNo, accountId, peersFrom, until } = change.put
    await writeBehind(
      tx,
      sql`insert into dossier.claim as c (dossier_id, step_no, account_id, since_at, peers_from, until_at)
      values (${dossierId}, ${stepNo}, ${accountId}, ${millis(at)}, ${millis(peersFrom)}, ${millis(until)})
      on conflict (locality_id, dossier_id, step_no) do update
      set account_id = excluded.account_id, peers_from = excluded.peers_from,
        until_at = excluded.until_at,
        since_at = case when c.account_id = excluded.account_id then c.since_at else excluded.since_at end`,
    )
  }
}

function assertTransaction(tx: Queryable): void {
  if (!isTransaction(tx)) throw new Error('this write must be part of a transaction')
}

/** Milliseconds are what the seal is over, so no finer instant is ever stored. */
function millis(at: Temporal.Instant | null): string | null {
  return at === null ? null : textOfMillis(at.epochMilliseconds)
}

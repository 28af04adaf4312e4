import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Actor, Role, RoleGrant } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { runningClock } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { faultOfDelegation, mayEndDelegation, mayRecordAbsence } from '../domain/duty.ts'
import type { DelegationFault } from '../domain/duty.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { findOfficer, isOfHead } from '../queries/officers.ts'
import { endSessions } from '../store/session-store.ts'

/**
 * Records that an officer is away on these days, both included. Their claims block nobody meanwhile.
 * @throws Refused OFFICER_NOT_FOUND, ABSENCE_NOT_YOURS, ABSENCE_DAYS_WRONG, ABSENCE_THERE_ALREADY
 */
export async function recordAbsence(
  tx: Queryable,
  actor: Actor,
  input: { accountId: AccountId; fromOn: string; toOn: string; reason: string },
): Promise<{ id: string }> {
  const officer = await findOfficer(tx, input.accountId)
  if (!officer) throw new Refused(refusalFrom(identityRefusals, 'OFFICER_NOT_FOUND'))
  if (!mayRecordAbsence(actor, officer)) throw new Refused(refusalFrom(identityRefusals, 'ABSENCE_NOT_YOURS'))
  const [first, last] = [Temporal.PlainDate.from(input.fromOn), Temporal.PlainDate.from(input.toOn)]
  const today = Temporal.PlainDate.from(officer.today)
  if (Temporal.PlainDate.compare(first, last) > 0 || Temporal.PlainDate.compare(last, today) < 0 || first.until(last).days > 366) {
    throw new Refused(refusalFrom(identityRefusals, 'ABSENCE_DAYS_WRONG', {}, [{ field: '/body/toOn', message: 'Xin xem lại ngày' }]))
  }
  await oneAtATime(tx, input.accountId)
  const { rows: there } = await sql`select from identity.absence where account_id = ${input.accountId} and ended_at is null
    and from_on <= ${input.toOn}::date and to_on >= ${input.fromOn}::date`.execute(tx)
  if (there.length > 0)
    throw new Refused(
      refusalFrom(identityRefusals, 'ABSENCE_THERE_ALREADY', {}, [{ field: '/body/fromOn', message: 'Đã có ngày vắng mặt trùng' }]),
    )
  const { rows } = await sql<{ id: string }>`insert into identity.absence (account_id, from_on, to_on, reason, recorded_by)
    values (${input.accountId}, ${input.fromOn}, ${input.toOn}, ${tidy(input.reason)}, ${actor.accountId})
    returning id`.execute(tx)
  return { id: rows[0]?.id ?? '' }
}

const faultSentences: Readonly<Record<DelegationFault, string>> = {
  not_yours: 'vai trò này không phải của người giao, hoặc ông/bà không phụ trách người giao',
  not_delegable: 'vai trò này không được giao cho người khác làm thay',
  given_on: 'vai trò được giao làm thay thì không được giao tiếp',
  to_oneself: 'không giao cho chính mình',
  dates: 'ngày cuối không trước ngày đầu, không ở quá khứ và không quá một năm',
  other_house: 'người nhận không thuộc cơ quan hoặc Trung tâm này',
}

const givenAlready = 'vai trò này đã được giao cho người đó trong những ngày trùng; xin kết thúc lần giao trước'

/** Two orders about one officer, pressed at once, are looked at one after the other. */
async function oneAtATime(tx: Queryable, accountId: AccountId): Promise<void> {
  await sql`select from identity.account where id = ${accountId} for update`.execute(tx)
}

/**
 * Gives a role to a colleague for named days, by a written order. Acts then carry both names.
 * @throws Refused OFFICER_NOT_FOUND, DELEGATION_REFUSED
 */
export async function delegateRole(
  tx: Queryable,
  actor: Actor,
  input: {
    fromAccountId: AccountId
    toAccountId: AccountId
    role: Role
    agencyId: AgencyId | null
    centreId: CentreId | null
    fromOn: string
    toOn: string
    style: 'KT' | 'TL' | 'TUQ'
    basis: string
  },
): Promise<{ id: string }> {
  const [from, to] = [await findOfficer(tx, input.fromAccountId), await findOfficer(tx, input.toAccountId)]
  if (!from || !to) throw new Refused(refusalFrom(identityRefusals, 'OFFICER_NOT_FOUND'))
  const fault = faultOfDelegation(actor, input, from, to, { today: from.today, fromOn: input.fromOn, toOn: input.toOn })
  if (fault) throw new Refused(refusalFrom(identityRefusals, 'DELEGATION_REFUSED', { fault, why: faultSentences[fault] }))
  await oneAtATime(tx, input.fromAccountId)
  const { rows: there } = await sql`select from identity.delegation where from_account_id = ${input.fromAccountId}
    and to_account_id = ${input.toAccountId} and role = ${input.role}
      and agency_id is not distinct from ${input.agencyId}::uuid
    and centre_id is not distinct from ${input.centreId}::uuid and ended_at is null
    and from_on <= ${input.toOn}::date and to_on >= ${input.fromOn}::date`.execute(tx)
  if (there.length > 0)
    throw new Refused(refusalFrom(identityRefusals, 'DELEGATION_REFUSED', { fault: 'given_already', why: givenAlready }))
  const { rows } = await sql<{ id: string }>`insert into identity.delegation
      (from_account_id, to_account_id, role, agency_id, centre_id, from_on, to_on, style, basis, ordered_by)
    values (${input.fromAccountId}, ${input.toAccountId}, ${input.role}, ${input.agencyId}, ${input.centreId},
      ${input.fromOn}, ${input.toOn},
      ${input.style}, ${tidy(input.basis)}, ${actor.accountId}) returning id`.execute(tx)
  return { id: rows[0]?.id ?? '' }
}

/** Ends a delegation, or an absence, before its last day: by its giver, the absent officer, or the person who recorded or directs. */
export async function endEarly(tx: Queryable, actor: Actor, what: 'delegation' | 'absence', id: string): Promise<void> {
  const isTheirs = what === 'delegation' ? await mayEndThis(tx, actor, id) : await mayEndAbsence(tx, actor, id)
  if (!isTheirs) throw new Refused(refusalFrom(identityRefusals, 'DELEGATION_NOT_FOUND'))
  await sql`update ${sql.table(`identity.${what}`)} set ended_at = platform.now() where id = ${id}::uuid`.execute(tx)
}

async function mayEndAbsence(tx: Queryable, actor: Actor, id: string): Promise<boolean> {
  const { rows } = await sql<{ accountId: AccountId; by: AccountId }>`select account_id as "accountId", recorded_by as by
    from identity.absence where id = ${id}::uuid and ended_at is null and to_on >= platform.today()
    for update`.execute(tx)
  const officer = rows[0] ? await findOfficer(tx, rows[0].accountId) : null
  return rows[0] !== undefined && officer !== null && (rows[0].by === actor.accountId || mayRecordAbsence(actor, officer))
}

async function mayEndThis(tx: Queryable, actor: Actor, id: string): Promise<boolean> {
  const { rows } = await sql<RoleGrant & { from: AccountId; by: AccountId }>`select d.from_account_id as "from", d.ordered_by as by,
      d.role, d.agency_id as "agencyId", d.centre_id as "centreId", ${isOfHead} as "isHead"
    from identity.delegation d where d.id = ${id}::uuid and d.ended_at is null and d.to_on >= platform.today()
    for update`.execute(tx)
  return rows[0] !== undefined && mayEndDelegation(actor, rows[0], rows[0].from, rows[0].by)
}

/**
 * Holds an officer's duty until the transaction ends: a command that ends the duty waits, and then sees what was done. Many may
 * hold it at once. Asked for before any dossier is locked, and before the duty is read: the end of a duty locks dossiers after it.
 */
export async function holdDuty(tx: Queryable, accountId: AccountId): Promise<void> {
  await sql`select ${dutyLock(accountId)}`.execute(tx)
}

/** SQL of {@link holdDuty}, for a statement that holds more. */
export function dutyLock(accountId: AccountId): RawBuilder<unknown> {
  return sql`pg_advisory_xact_lock_shared(hashtextextended('identity.duty ' || ${accountId}::uuid, platform.current_locality()))`
}

/**
 * Locks one officer's duty exclusively, to end it, and the others' in shared mode; in one order for everyone, so that two orders
 * that name each other's officers are serialised. Waits for the first officer's running requests, so that their effects are seen; later requests
 * wait for the end of this transaction.
 */
export async function holdDutyToEnd(tx: Queryable, ending: AccountId, others: readonly AccountId[]): Promise<void> {
  for (const accountId of [...new Set([ending, ...others].map((id) => id.toLowerCase() as AccountId))].sort()) {
    if (accountId === ending.toLowerCase()) await holdDutyAlone(tx, accountId)
    else await holdDuty(tx, accountId)
  }
}

async function holdDutyAlone(tx: Queryable, accountId: AccountId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('identity.duty ' || ${accountId}::uuid, platform.current_locality()))`.execute(tx)
}

/** Whether an officer holds any role by the clock as it runs, which an end of their duty we waited for has changed. */
export async function hasDuty(tx: Queryable, accountId: AccountId): Promise<boolean> {
  const { rows } = await sql<{
    hasDuty: boolean
  }>`select has_duty as "hasDuty" from identity.v_officer_today where id = ${accountId}::uuid`.execute(tx)
  // An actor without an account (the system, a replayed log) has no duty that could end.
  return rows[0]?.hasDuty !== false
}

/**
 * Ends what an officer may do, at once and everywhere: roles, sessions, roles given and received. Nothing is removed;
 * everything is ended, and the next request of any server finds it so.
 */
export async function endDuty(tx: Queryable, accountId: AccountId): Promise<void> {
  await holdDutyAlone(tx, accountId)
  const now = (await runningClock(tx)).toString()
  await sql`update identity.role_grant
    set valid_during = tstzrange(lower(valid_during),
      greatest(${now}::timestamptz, lower(valid_during) + interval '1 microsecond'))
    where account_id = ${accountId}
      and (upper(valid_during) is null or upper(valid_during) > ${now}::timestamptz)`.execute(tx)
  await endSessions(tx, accountId, 'duty_ended')
  await sql`update identity.delegation set ended_at = ${now}::timestamptz
    where (from_account_id = ${accountId} or to_account_id = ${accountId}) and ended_at is null`.execute(tx)
}

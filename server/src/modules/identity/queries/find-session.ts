import { sql } from 'kysely'
import type { Actor, RoleGrant } from '#kernel/actor.ts'
import type { AccountId, LocalityId } from '#kernel/ids.ts'
import { refusalFrom } from '#kernel/refusal.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { createBatch } from '#platform/db/batch-calls.ts'
import type { Queryable } from '#platform/db/database.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { confirmedMinutes, confirmsWith, idleMinutes, stepOf } from '../domain/session-rules.ts'
import type { EndReason, SessionFacts, SessionStep } from '../domain/session-rules.ts'
import { tokenHash } from '../store/token-hash.ts'

export type FoundSession = {
  readonly id: string
  readonly actor: Actor
  /** The step it must complete first; `null`: none. */
  readonly step: SessionStep | null
  /** Whether the person proved to be there within the last minutes: asked before what they sign or carry away. */
  readonly isConfirmed: boolean
  readonly confirmsWith: 'password' | 'second_factor'
  /** Whether the account has an answer stored under the key that was asked for. */
  readonly isRepeat?: boolean
}

type Row = {
  readonly place: number
  readonly id: string
  readonly accountId: AccountId
  readonly displayName: string
  readonly grants: RoleGrant[]
  readonly isExempt: boolean
  readonly passwordKind: SessionFacts['passwordKind']
  readonly hasSecondFactor: boolean
  readonly gaveSecondFactor: boolean
  readonly isConfirmed: boolean
  readonly isSeenLongAgo: boolean
  readonly isRepeat: boolean
}

/** A token, and the `Idempotency-Key` of the command it came with. */
type Asked = { readonly token: string; readonly key: string | null }

/** The session of a token, with the grants valid at this moment; `null` when the token is unknown or its session has ended. */
export async function findSession(
  db: Queryable,
  localityId: LocalityId,
  token: string,
  idle: number = idleMinutes,
): Promise<FoundSession | null> {
  const [found] = await findSessions(db, localityId, idle, [{ token, key: null }])
  return found ?? null
}

/**
 * Finds the session of each request. Read at every request: a revoked session or an ended grant has no effect on the next one.
 * Requests that arrive together share a statement.
 */
export function createSessionFinder(
  db: Queryable,
  localityId: LocalityId,
  idle: number = idleMinutes,
): (token: string, key: string | null) => Promise<FoundSession | null> {
  const find = createBatch(async (asked: readonly Asked[]) => await findSessions(db, localityId, idle, asked))
  return async (token, key) => await find({ token, key })
}

/**
 * The sessions of tokens, in their order. When a session was last seen is written once a minute.
 * Whether the account has used the key of a command is looked up with it.
 */
async function findSessions(
  db: Queryable,
  localityId: LocalityId,
  idle: number,
  asked: readonly Asked[],
): Promise<readonly (FoundSession | null)[]> {
  const hashes = asked.map(({ token }) => tokenHash(token))
  const keys = asked.map(({ key }) => key)
  // The lists are values only the execution knows: by their length PostgreSQL would plan again at every use.
  const { rows } = await sql<Row>`
    select asked.place::int - 1 as place, s.id, s.account_id as "accountId", a.display_name as "displayName",
      a.demonstration or (select practice_of is not null from platform.locality where id = s.locality_id) as "isExempt",
      a.password_kind as "passwordKind", s.second_factor_at is not null as "gaveSecondFactor",
      exists (select from identity.totp t
      where t.locality_id = s.locality_id and t.account_id = s.account_id and t.confirmed_at is not null)
        or exists (select from identity.passkey p
          where p.locality_id = s.locality_id and p.account_id = s.account_id) as "hasSecondFactor",
      asked.key is not null and exists (
        select from platform.idempotency i where i.caller = s.account_id::text and i.key = asked.key) as "isRepeat",
      s.confirmed_at > now() - make_interval(mins => ${confirmedMinutes}) as "isConfirmed",
      s.last_seen_at < now() - interval '1 minute' as "isSeenLongAgo",
      coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('isHead', nullif(t.is_head, false),
      'onBehalfOf', case when d.id is not null then
            jsonb_build_object('accountId', d.from_account_id, 'name', f.display_name, 'style', d.style, 'basis',
            d.basis) end))
          || jsonb_build_object('role', t.role, 'agencyId', t.agency_id, 'centreId', t.centre_id)
          order by d.id nulls first, t.role)
         from identity.v_duty_today t
         left join identity.delegation d on d.locality_id = t.locality_id and d.id = t.delegation_id
         left join identity.account f on f.locality_id = d.locality_id and f.id = d.from_account_id
         where t.locality_id = s.locality_id and t.account_id = s.account_id), '[]'::jsonb) as grants
    from unnest((select ${hashes}::bytea[]), (select ${keys}::text[])) with ordinality as asked(token_hash, key, place)
    join identity.session s on s.token_hash = asked.token_hash
    join identity.account a on a.locality_id = s.locality_id and a.id = s.account_id
    where s.revoked_at is null and s.expires_at > now()
      and s.last_seen_at > now() - make_interval(mins => ${idle}) and a.status = 'active'`.execute(db)
  const seen = [...new Set(rows.filter((row) => row.isSeenLongAgo).map(({ id }) => id))]
  if (seen.length > 0) await sql`update identity.session set last_seen_at = now() where id = any(${seen}::uuid[])`.execute(db)
  const found = new Map(rows.map((row) => [row.place, sessionFrom(row, localityId)]))
  return asked.map((_, place) => found.get(place) ?? null)
}

function sessionFrom(row: Row, localityId: LocalityId): FoundSession {
  const facts = { ...row, roles: row.grants.map(({ role }) => role) }
  return {
    id: row.id,
    actor: { localityId, accountId: row.accountId, displayName: row.displayName, grants: row.grants },
    step: stepOf(facts),
    isConfirmed: row.isExempt || row.isConfirmed,
    confirmsWith: confirmsWith(facts),
    isRepeat: row.isRepeat,
  }
}

const whyEnded: Readonly<Partial<Record<EndReason, string>>> = {
  duty_ended: 'công việc của ông/bà đã được bàn giao cho người khác; nếu được giao nhiệm vụ mới, xin đăng nhập lại',
  disabled: 'tài khoản đã bị khoá; xin liên hệ quản trị vận hành',
  password_reset: 'mật khẩu đã được cấp lại; xin đăng nhập bằng mật khẩu mới',
  password_changed: 'mật khẩu đã đổi ở nơi khác; xin đăng nhập bằng mật khẩu mới',
  ended_by_manager: 'người quản trị đã kết thúc phiên này; xin đăng nhập lại',
  ended_by_owner: 'ông/bà đã kết thúc phiên này từ máy khác; xin đăng nhập lại',
  too_many: 'tài khoản đã đăng nhập ở quá nhiều máy, phiên cũ nhất kết thúc; xin đăng nhập lại',
}

/** Why the session of a token was ended, if somebody ended it; `null` when it only expired or never existed. */
export async function findEndOfSession(db: Queryable, token: string): Promise<Refusal | null> {
  const { rows } = await sql<{ because: string }>`select ended_because as because from identity.session
    where token_hash = ${tokenHash(token)} and revoked_at > now() - interval '1 day'`.execute(db)
  const because = rows[0]?.because ?? ''
  const why = (whyEnded as Readonly<Record<string, string | undefined>>)[because]
  return why === undefined ? null : refusalFrom(identityRefusals, 'SESSION_ENDED', { because, why })
}

export type SessionLine = {
  readonly id: string
  readonly userAgent: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
}

/** The open sessions of an account, the newest first. */
export async function listSessions(db: Queryable, accountId: AccountId, idle: number = idleMinutes): Promise<readonly SessionLine[]> {
  const { rows } = await sql<SessionLine>`select id, user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt",
      expires_at as "expiresAt" from identity.session
    where account_id = ${accountId} and revoked_at is null and expires_at > now()
      and last_seen_at > now() - make_interval(mins => ${idle}) order by created_at desc, id desc limit 100`.execute(db)
  return rows
}

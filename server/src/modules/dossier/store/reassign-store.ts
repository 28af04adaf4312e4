import { sql } from 'kysely'
import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { Queryable } from '#platform/db/database.ts'
import { isTransaction } from '#platform/db/database.ts'
import { sealAct } from './act-seal.ts'

/** A dossier an officer holds (`isHeld`), or has claimed while it waits for somebody else. */
export type HeldWork = {
  readonly id: DossierId
  readonly code: string
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  readonly state: string
  readonly stepNo: number | null
  readonly stepRole: Role | null
  readonly holderKind: string
  readonly isHeld: boolean
  /** Open parts whose claim is the officer's; each is a role at an agency. `null`: the dossier has no open parts. */
  readonly parts: readonly { readonly role: Role; readonly agencyId: AgencyId }[] | null
  readonly committedDueAt: string | null
  readonly finishedAt: string | null
  readonly openedAt: string
  readonly lastSeq: number
  readonly lastHash: Buffer
}

/** Everything open an officer has, locked in the order of codes as everywhere, so that two such orders cannot wait for each other. */
export async function lockWorkOf(tx: Queryable, accountId: AccountId): Promise<HeldWork[]> {
  if (!isTransaction(tx)) throw new Error('this lock must be part of a transaction')
  await sql`select from dossier.dossier d where d.id in (
      select dossier_id from dossier.queue where holder_account_id = ${accountId}
      union select dossier_id from dossier.claim where account_id = ${accountId})
    order by d.code for no key update`.execute(tx)
  // Read again under the locks: acts done while we waited count.
  const { rows } = await sql<HeldWork>`
    select d.id, d.code, d.agency_id as "agencyId", d.centre_id as "centreId", d.state, d.step_no as "stepNo",
      case when d.holder_kind = 'counter' then null else coalesce(d.holder_role,
        (select h.step_role from dossier.holding h where h.dossier_id = d.id and h.step_role is not null
        order by h.seq desc limit 1)) end as "stepRole",
      d.holder_kind as "holderKind", d.holder_account_id is not distinct from ${accountId} as "isHeld",
      d.committed_due_at as "committedDueAt",
      case
      when d.open_parts > 0 then (select coalesce(jsonb_agg(jsonb_build_object('role', p.role, 'agencyId',
      p.agency_id)), '[]')
        from dossier.part p
        join dossier.claim k on k.dossier_id = p.dossier_id and k.step_no = p.step_no and k.account_id = ${accountId}
        where p.dossier_id = d.id and p.closed_at is null) end as parts,
      d.finished_at as "finishedAt", (select h.from_at from dossier.holding h
      where h.dossier_id = d.id and h.to_at is null) as "openedAt", d.last_seq as "lastSeq",
      d.last_hash as "lastHash"
    from dossier.dossier d
    where d.ended_at is null and d.id in (
      select dossier_id from dossier.queue where holder_account_id = ${accountId}
      union select dossier_id from dossier.claim where account_id = ${accountId})
    order by d.code`.execute(tx)
  return rows
}

export type Reassignment = HeldWork & {
  readonly workMs: number
  readonly fellLate: boolean
  readonly peersFrom: Temporal.Instant
  readonly until: Temporal.Instant
}

/**
 * Passes dossiers from one officer to another: an act sealed onto each chain, the interval of the ledger closed and the
 * next opened at the same instant, the claim renewed in the other's name. A handful of statements however many dossiers.
 */
export async function saveReassignments(
  tx: Queryable,
  order: {
    readonly at: Temporal.Instant
    readonly requestId: string
    readonly actorId: AccountId | null
    readonly actorName: string
    readonly actorRole: Role
    readonly reason: string
    readonly from: { readonly accountId: AccountId; readonly name: string }
    readonly to: { readonly accountId: AccountId; readonly name: string }
  },
  work: readonly Reassignment[],
): Promise<void> {
  if (work.length === 0) return
  const at = order.at.toString({ smallestUnit: 'millisecond' })
  const rows = work.map((dossier) => {
    const payload: { [key: string]: Json } = {
      state: dossier.state,
      holder: dossier.holderKind,
      step: dossier.stepNo,
      committedDueAt: dossier.committedDueAt === null ? null : Temporal.Instant.from(dossier.committedDueAt).toString(),
      reason: order.reason,
      from: order.from.name,
      to: order.to.name,
      ...(dossier.isHeld ? { officer: order.to.accountId } : {}),
    }
    const hash = sealAct(dossier.lastHash, {
      dossierCode: dossier.code,
      seq: dossier.lastSeq + 1,
      kind: 'reassign',
      atMs: order.at.epochMilliseconds,
      actorAccountId: order.actorId,
      actorName: order.actorName,
      actorRole: order.actorRole,
      requestId: order.requestId,
      payload,
    })
    return {
      i: dossier.id,
      q: dossier.lastSeq + 1,
      p: canonicalJson(payload),
      b: dossier.lastHash.toString('hex'),
      h: hash.toString('hex'),
      held: dossier.isHeld,
      w: dossier.workMs,
      l: dossier.fellLate,
      pf: dossier.peersFrom.toString(),
      u: dossier.until.toString(),
      c: dossier.centreId,
      a: dossier.agencyId,
    }
  })
  const of = <T>(pick: (row: (typeof rows)[number]) => T): T[] => rows.map(pick)
  // Arrays, not JSON: the planner knows how long an array is, and of JSON it believes a hundred rows and loops over the tables.
  const x = sql`unnest(${of((row) => row.i)}::uuid[], ${of((row) => row.q)}::int[], ${of((row) => row.p)}::text[],
    ${of((row) => row.b)}::text[], ${of((row) => row.h)}::text[], ${of((row) => row.held)}::boolean[],
    ${of((row) => row.w)}::bigint[], ${of((row) => row.l)}::boolean[], ${of((row) => row.pf)}::timestamptz[],
    ${of((row) => row.u)}::timestamptz[], ${of((row) => row.c)}::uuid[],
    ${of((row) => row.a)}::uuid[])
    as x(i, q, p, b, h, held, w, l, pf, u, c, a)`
  await sql`insert into dossier.act (dossier_id, seq, kind, at, actor_account_id, actor_name, actor_role, centre_id,
    agency_id, request_id, payload, prev_hash, hash)
    select x.i, x.q, 'reassign', ${at}, ${order.actorId}, ${order.actorName}, ${order.actorRole}, x.c, x.a,
      ${order.requestId}, x.p, decode(x.b, 'hex'), decode(x.h, 'hex')
    from ${x} returning 1`.execute(tx)
  await sql`update dossier.dossier d set last_seq = x.q, last_hash = decode(x.h, 'hex'),
      holder_account_id = case when x.held then ${order.to.accountId}::uuid else d.holder_account_id end
    from ${x} where d.id = x.i`.execute(tx)
  await sql`update dossier.holding h set to_at = ${at}, work_ms = x.w, fell_late = x.l
    from ${x} where x.held and h.dossier_id = x.i and h.to_at is null`.execute(tx)
  await sql`insert into dossier.holding (dossier_id, seq, kind, agency_id, account_id, centre_id, step_no, step_role,
    cause, from_at)
    select h.dossier_id, h.seq + 1, h.kind, h.agency_id, ${order.to.accountId}, h.centre_id, h.step_no, h.step_role,
      h.cause, ${at}
    from ${x}
    join lateral (select * from dossier.holding o where o.dossier_id = x.i order by o.seq desc limit 1) h on true
    where x.held returning 1`.execute(tx)
  await sql`update dossier.claim k set account_id = ${order.to.accountId}, since_at = ${at}, peers_from = x.pf, until_at = x.u
    from ${x} where k.dossier_id = x.i and k.account_id = ${order.from.accountId}`.execute(tx)
}

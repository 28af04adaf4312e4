import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { holdDuty } from '#identity'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { mayReceiveHandover } from '../queries/list-handovers.ts'
import { doAct } from './do-act.ts'

export type Direction = 'to_agency' | 'to_centre'

/**
 * Makes a handover list (danh sách bàn giao) of dossiers of one agency and puts each on it. All or none: a list
 * that left some behind would not match the papers in the folder.
 * @throws Refused with the dossier's own reason and its code in `details.dossier`
 * By when it is to be with the agency is decided for each dossier (`domain/transfer.ts`), measured when the agency receives it, never refused:
 * a list made too late is better than none.
 * @law 61/2018/NĐ-CP Điều 18 khoản 2, khoản 3
 */
export async function createHandover(
  tx: Queryable,
  actor: Actor,
  requestId: string,
  input: { direction: Direction; agencyCode: string; centreId: CentreId; dossierCodes: readonly string[] },
): Promise<{ number: string }> {
  // Before the list is locked: who replaces this officer locks lists after the duty.
  if (actor.accountId !== null) await holdDuty(tx, actor.accountId)
  const { rows } = await sql<{ id: AgencyId }>`select id from agency.v_agency where code = ${input.agencyCode}`.execute(tx)
  const agencyId = rows[0]?.id
  if (!agencyId) {
    throw new Refused(
      refusalFrom(dossierRefusals, 'HANDOVER_NOT_FOUND', {}, [{ field: '/body/agencyCode', message: 'Không có cơ quan này' }]),
    )
  }
  const centre = await sql`select from centre.v_centre where id = ${input.centreId}`.execute(tx)
  if (centre.rows.length === 0) {
    throw new Refused(
      refusalFrom(dossierRefusals, 'INTAKE_PLACE_UNKNOWN', {}, [{ field: '/body/centreId', message: 'Không có trung tâm này' }]),
    )
  }
  const now = await databaseNow(tx)
  const day = now.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString().replaceAll('-', '').slice(2)
  // The tail of a time-ordered identifier: unique without a locked counter, short enough to read aloud.
  const made = await sql<{ id: string; number: string }>`
    with id as (select uuidv7() as id)
    insert into dossier.handover (id, number, direction, agency_id, centre_id, created_at, created_by, in_charge_id)
    select id, 'BG-' || ${day} || '-' || upper(right(replace(id::text, '-', ''), 8)), ${input.direction},
      ${agencyId}, ${input.centreId}, ${now.toString({ smallestUnit: 'millisecond' })}, ${actor.accountId},
      ${actor.accountId}
    from id returning id, number`.execute(tx)
  const list = made.rows[0]
  if (!list) throw new Error('the list was not stored')
  // In one order for everyone, so that two lists being made at once cannot wait for each other.
  for (const code of [...new Set(input.dossierCodes)].sort()) {
    await naming(code, async () => {
      const done = await doAct(tx, actor, requestId, { code, act: 'forward', handoverId: list.id })
      const wrongWay = (done.dossier.state === 'accepted') !== (input.direction === 'to_agency')
      if (wrongWay || done.dossier.agencyId !== agencyId || done.dossier.centreId !== input.centreId) {
        throw new Refused(refusalFrom(dossierRefusals, 'NOT_ON_LIST'))
      }
      await sql`insert into dossier.handover_item (handover_id, dossier_id) select ${list.id}, id
        from dossier.dossier where code = ${code} returning 1`.execute(tx)
    })
  }
  return { number: list.number }
}

/**
 * Receives dossiers from a list: those ticked; the rest stay with the sender and on the list. The list closes
 * when nothing is left on it.
 */
export async function receiveHandover(
  tx: Queryable,
  actor: Actor,
  requestId: string,
  number: string,
  dossierCodes: readonly string[],
): Promise<{ received: number; left: number }> {
  // Before the list is locked: who replaces this officer locks lists after the duty.
  if (actor.accountId !== null) await holdDuty(tx, actor.accountId)
  const { rows } = await sql<{ id: string; direction: Direction; agencyId: AgencyId; centreId: CentreId }>`
    select id, direction, agency_id as "agencyId", centre_id as "centreId" from dossier.handover
    where number = ${number} for update`.execute(tx)
  const list = rows[0]
  if (!list || !mayReceiveHandover(actor, list)) throw new Refused(refusalFrom(dossierRefusals, 'HANDOVER_NOT_FOUND'))
  const ticked = new Set(dossierCodes)
  for (const code of [...ticked].sort()) {
    await naming(code, async () => {
      const on = await sql`select from dossier.dossier where code = ${code} and handover_id = ${list.id}`.execute(tx)
      if (on.rows.length === 0) throw new Refused(refusalFrom(dossierRefusals, 'NOT_ON_LIST'))
      await doAct(tx, actor, requestId, { code, act: 'receive' })
      await sql`update dossier.handover_item i set received_at = a.at, received_by = a.actor_account_id
        from dossier.dossier d join dossier.act a on a.dossier_id = d.id and a.seq = d.last_seq
        where d.code = ${code} and i.handover_id = ${list.id} and i.dossier_id = d.id`.execute(tx)
    })
  }
  const left = await sql<{ left: number }>`select count(*)::int as left from dossier.dossier where handover_id = ${list.id}`.execute(tx)
  const remaining = left.rows[0]?.left ?? 0
  if (remaining === 0) await sql`update dossier.handover set closed_at = platform.now() where id = ${list.id}`.execute(tx)
  return { received: ticked.size, left: remaining }
}

async function naming(code: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Refused({
      ...error.refusal,
      message: `${code}: ${error.refusal.message}`,
      details: { ...error.refusal.details, dossier: code },
    })
  }
}

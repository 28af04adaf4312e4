import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { runsPlace } from '#kernel/reach.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { floorRefusals } from '../domain/refusals.ts'
import { getHall } from '../queries/find-hall.ts'
import type { Hall } from '../queries/find-hall.ts'
import { createPairingCode, createSecret, hashSecret } from '../store/secrets.ts'

/** Minutes for which the code of a new kiosk may be typed. */
export const pairingMinutes = 10

/**
 * Adds a kiosk and answers the code that is typed on it once.
 * @throws Refused HALL_NOT_SET_UP, HALL_NOT_YOURS
 */
export async function addKiosk(tx: Queryable, actor: Actor, centreCode: string, name: string): Promise<{ id: string; code: string }> {
  const hall = await getHallToRun(tx, actor, centreCode)
  const code = createPairingCode()
  const { rows } = await sql<{ id: string }>`
    insert into floor.kiosk (centre_id, name, pairing_hash, pairing_until, added_by)
    values (${hall.centreId}::uuid, ${tidy(name)}, ${code.hash}, now() + make_interval(mins => ${pairingMinutes}),
      ${actor.accountId}::uuid)
    returning id`.execute(tx)
  return { id: rows[0]?.id ?? '', code: code.text }
}

/**
 * Spends the code and gives the machine its token, which is shown nowhere again.
 * @throws Refused KIOSK_PAIRING_WRONG
 */
export async function pairKiosk(tx: Queryable, code: string): Promise<{ token: string; centreCode: string; name: string }> {
  const token = createSecret()
  const { rows } = await sql<{ centreCode: string; name: string }>`
    update floor.kiosk k set token_hash = ${token.hash}, paired_at = now(), pairing_hash = null, pairing_until = null
    from centre.v_centre c
    where c.locality_id = k.locality_id and c.id = k.centre_id
      and k.pairing_hash = ${hashSecret(code)} and k.pairing_until > now() and k.revoked_at is null
    returning c.code as "centreCode", k.name`.execute(tx)
  const [kiosk] = rows
  if (!kiosk) {
    throw new Refused(
      refusalFrom(floorRefusals, 'KIOSK_PAIRING_WRONG', {}, [{ field: '/body/code', message: 'Mã không đúng hoặc đã hết hạn' }]),
    )
  }
  return { token: token.text, ...kiosk }
}

/** Revokes a kiosk for good. @throws Refused HALL_NOT_SET_UP, HALL_NOT_YOURS, KIOSK_NOT_FOUND */
export async function revokeKiosk(tx: Queryable, actor: Actor, centreCode: string, id: string): Promise<void> {
  const hall = await getHallToRun(tx, actor, centreCode)
  const { rows } = await sql`update floor.kiosk set revoked_at = coalesce(revoked_at, now()), pairing_hash = null, pairing_until = null
    where id = ${id}::uuid and centre_id = ${hall.centreId}::uuid returning id`.execute(tx)
  if (rows.length === 0) throw new Refused(refusalFrom(floorRefusals, 'KIOSK_NOT_FOUND'))
}

/** @throws Refused HALL_NOT_SET_UP, HALL_NOT_YOURS */
export async function getHallToRun(db: Queryable, actor: Actor, centreCode: string): Promise<Hall> {
  const hall = await getHall(db, centreCode)
  if (!runsPlace(actor, { agencyId: null, centreId: hall.centreId })) throw new Refused(refusalFrom(floorRefusals, 'HALL_NOT_YOURS'))
  return hall
}

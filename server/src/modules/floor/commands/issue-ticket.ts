import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { isAtCentre } from '#kernel/reach.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { floorRefusals } from '../domain/refusals.ts'
import { labelFrom } from '../domain/ticket.ts'
import type { PriorityGround } from '../domain/ticket.ts'
import { getHall } from '../queries/find-hall.ts'
import type { Hall } from '../queries/find-hall.ts'
import { createSecret, hashSecret } from '../store/secrets.ts'
import { insertTicket } from '../store/ticket-store.ts'

export type TicketRequest = { readonly prefix: string; readonly priority: PriorityGround | null }

export type TicketGiven = {
  readonly label: string
  /** Opens the place of this ticket on a telephone; printed as a QR code and kept only as a hash. */
  readonly secret: string
  readonly joinedAt: string
  readonly ahead: number
  readonly queueName: string
}

/**
 * Gives a number: to a paired kiosk, or to a counter officer in the hall.
 * @param kioskToken what the machine was paired with
 * @throws Refused HALL_NOT_SET_UP, KIOSK_UNKNOWN, QUEUE_UNKNOWN, QUEUE_CLOSED, QUEUE_UNSERVED
 */
export async function issueTicket(
  tx: Queryable,
  actor: Actor,
  kioskToken: string | null,
  centreCode: string,
  { prefix, priority }: TicketRequest,
): Promise<TicketGiven> {
  const hall = await getHall(tx, centreCode)
  const giver = await giverOf(tx, actor, kioskToken, hall)
  const queue = hall.queues.find((each) => each.prefix === prefix)
  const field = [{ field: '/body/prefix', message: 'Chọn hàng chờ khác' }]
  if (!queue) throw new Refused(refusalFrom(floorRefusals, 'QUEUE_UNKNOWN', { prefix }, field))
  if (!queue.isOpen) throw new Refused(refusalFrom(floorRefusals, 'QUEUE_CLOSED', { name: queue.name }, field))
  if (queue.counterNumbers.length === 0) throw new Refused(refusalFrom(floorRefusals, 'QUEUE_UNSERVED', { name: queue.name }, field))
  const secret = createSecret()
  const { number, joinedAt, ahead } = await insertTicket(tx, {
    centreId: hall.centreId,
    queueId: queue.id,
    prefix,
    priority,
    headStartMinutes: hall.priorityMinutes,
    secretHash: secret.hash,
    ...giver,
  })
  return { label: labelFrom({ prefix, number }), secret: secret.text, joinedAt, ahead, queueName: queue.name }
}

async function giverOf(
  db: Queryable,
  actor: Actor,
  token: string | null,
  hall: Hall,
): Promise<{ kioskId: string; issuedBy: null } | { kioskId: null; issuedBy: NonNullable<Actor['accountId']> }> {
  if (token !== null) {
    const { rows } = await sql<{ id: string }>`
      select id from floor.kiosk
      where token_hash = ${hashSecret(token)} and centre_id = ${hall.centreId}::uuid and revoked_at is null`.execute(db)
    if (rows[0]) return { kioskId: rows[0].id, issuedBy: null }
  }
  const isHere = actor.grants.some((grant) => isAtCentre(grant, hall.centreId, ['counter_officer', 'centre_manager']))
  if (actor.accountId === null || !isHere) throw new Refused(refusalFrom(floorRefusals, 'KIOSK_UNKNOWN'))
  return { kioskId: null, issuedBy: actor.accountId }
}

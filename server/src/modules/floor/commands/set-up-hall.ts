import { sql } from 'kysely'
import { getCentreByCode } from '#centre'
import type { Actor } from '#kernel/actor.ts'
import { runsPlace } from '#kernel/reach.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { recordSettingChange } from '#platform/db/setting-changes.ts'
import { floorRefusals } from '../domain/refusals.ts'
import type { QueueKind } from '../domain/ticket.ts'
import { findHall, getHall } from '../queries/find-hall.ts'
import type { Hall } from '../queries/find-hall.ts'
import { tellHall } from '../store/ticket-store.ts'

export type HallInput = {
  readonly priorityMinutes: number
  readonly queues: readonly {
    readonly prefix: string
    readonly kind: QueueKind
    readonly name: string
    readonly nameEn: string
    readonly isOpen: boolean
    readonly counterNumbers: readonly number[]
  }[]
}

/**
 * Sets up the hall of a centre: its rule, its queues and which counter serves which. A queue that is not named any more is closed, never
 * deleted: tickets point at it. Tickets already given keep their place.
 * @throws Refused CENTRE_NOT_FOUND, HALL_NOT_YOURS, HALL_PREFIX_TWICE, HALL_COUNTER_UNKNOWN
 */
export async function setUpHall(tx: Queryable, actor: Actor, centreCode: string, input: HallInput): Promise<Hall> {
  const centre = await getCentreByCode(tx, centreCode)
  if (!runsPlace(actor, { agencyId: null, centreId: centre.id })) throw new Refused(refusalFrom(floorRefusals, 'HALL_NOT_YOURS'))
  const prefixes = input.queues.map(({ prefix }) => prefix)
  const twice = prefixes.findIndex((prefix, index) => prefixes.indexOf(prefix) !== index)
  if (twice >= 0) {
    const message = 'Mỗi hàng chờ một chữ cái'
    throw new Refused(
      refusalFrom(floorRefusals, 'HALL_PREFIX_TWICE', { prefix: prefixes[twice] ?? '' }, [
        { field: `/body/queues/${twice}/prefix`, message },
      ]),
    )
  }
  for (const [index, { counterNumbers }] of input.queues.entries()) {
    const number = counterNumbers.find((each) => !centre.counters.some((counter) => counter.number === each))
    if (number !== undefined) {
      const field = [{ field: `/body/queues/${index}/counterNumbers`, message: `Không có quầy số ${number}` }]
      throw new Refused(refusalFrom(floorRefusals, 'HALL_COUNTER_UNKNOWN', { number }, field))
    }
  }
  const before = await findHall(tx, centreCode)
  await sql`insert into floor.hall (centre_id, priority_minutes) values (${centre.id}::uuid, ${input.priorityMinutes})
    on conflict (locality_id, centre_id) do update set priority_minutes = excluded.priority_minutes`.execute(tx)
  await sql`update floor.queue set is_open = false where centre_id = ${centre.id}::uuid and prefix <> all(${prefixes}::text[])`.execute(tx)
  for (const { prefix, kind, name, nameEn, isOpen, counterNumbers } of input.queues) {
    const { rows } = await sql<{ id: string }>`
      insert into floor.queue (centre_id, prefix, kind, name, name_en, is_open)
      values (${centre.id}::uuid, ${prefix}, ${kind}, ${tidy(name)}, ${tidy(nameEn)}, ${isOpen})
      on conflict on constraint queue_prefix_once_per_hall
        do update set kind = excluded.kind, name = excluded.name, name_en = excluded.name_en, is_open = excluded.is_open
      returning id`.execute(tx)
    const counterIds = centre.counters.filter(({ number }) => counterNumbers.includes(number)).map(({ id }) => id)
    const queueId = rows[0]?.id ?? ''
    await sql`delete from floor.counter_queue where queue_id = ${queueId}::uuid and counter_id <> all(${counterIds}::uuid[])`.execute(tx)
    await sql`insert into floor.counter_queue (counter_id, queue_id)
      select x, ${queueId}::uuid from unnest(${counterIds}::uuid[]) as x on conflict do nothing`.execute(tx)
  }
  const after = await getHall(tx, centreCode)
  await recordSettingChange(tx, actor, { subject: 'hall', key: centreCode, before: before ? wordsOf(before) : null, after: wordsOf(after) })
  tellHall(tx, centre.id)
  return after
}

function wordsOf({ priorityMinutes, queues }: Hall): Record<string, unknown> {
  return {
    priorityMinutes,
    queues: queues.map(({ prefix, kind, name, nameEn, isOpen, counterNumbers }) => ({
      prefix,
      kind,
      name,
      nameEn,
      isOpen,
      counterNumbers,
    })),
  }
}

import type { Actor } from '#kernel/actor.ts'
import { runsPlace, wholeLocality } from '#kernel/reach.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { recordSettingChange } from '#platform/db/setting-changes.ts'
import type { Centre, CentreLevel } from '../domain/centre.ts'
import { centreRefusals } from '../domain/refusals.ts'
import { findCentreByCode, getCentreByCode } from '../queries/list-centres.ts'
import { createCentre } from './create-centre.ts'
import { createCounter } from './create-counter.ts'

export type CentreWords = {
  readonly level: CentreLevel
  readonly name: string
  readonly address: string
  readonly phone: string
  readonly openingHoursNote: string
}

/** Registers a new centre. @throws Refused CENTRE_NOT_YOURS, CENTRE_CODE_TAKEN */
export async function openCentre(tx: Queryable, actor: Actor, input: CentreWords & { readonly code: string }): Promise<Centre> {
  if (!runsPlace(actor, wholeLocality)) throw notYours()
  const code = tidy(input.code).toUpperCase()
  const taken = await findCentreByCode(tx, code)
  if (taken) throw codeTaken(code, taken.name)
  // Two at once: the second changes nothing of the first and is refused.
  const { outcome } = await createCentre(tx, { ...input, code })
  if (outcome !== 'created') throw codeTaken(code, input.name)
  const made = await getCentreByCode(tx, code)
  await recordSettingChange(tx, actor, { subject: 'centre', key: code, before: null, after: wordsOf(made) })
  return made
}

/** Corrects what a centre says of itself. @throws Refused CENTRE_NOT_FOUND, CENTRE_NOT_YOURS */
export async function changeCentre(tx: Queryable, actor: Actor, code: string, words: CentreWords): Promise<Centre> {
  const before = await mustRunCentre(tx, actor, code)
  await createCentre(tx, { ...words, code })
  const after = await getCentreByCode(tx, code)
  await recordSettingChange(tx, actor, { subject: 'centre', key: code, before: wordsOf(before), after: wordsOf(after) })
  return after
}

export type CounterInput = { readonly number: number; readonly name: string; readonly field: string }

/** Adds a counter to a centre. @throws Refused CENTRE_NOT_FOUND, CENTRE_NOT_YOURS, COUNTER_NUMBER_TAKEN */
export async function openCounter(tx: Queryable, actor: Actor, code: string, input: CounterInput): Promise<Centre> {
  const centre = await mustRunCentre(tx, actor, code)
  const { number } = input
  const field = [{ field: '/body/number', message: `Đã có quầy số ${number}` }]
  const numberTaken = new Refused(refusalFrom(centreRefusals, 'COUNTER_NUMBER_TAKEN', { number }, field))
  if (centre.counters.some((counter) => counter.number === number)) throw numberTaken
  if ((await createCounter(tx, { ...input, centreId: centre.id })) !== 'created') throw numberTaken
  const after = await getCentreByCode(tx, code)
  await recordSettingChange(tx, actor, { subject: 'counter', key: `${code} ${number}`, before: null, after: counterOf(after, number) })
  return after
}

/** Renames a counter. @throws Refused CENTRE_NOT_FOUND, CENTRE_NOT_YOURS, COUNTER_NOT_FOUND */
export async function changeCounter(tx: Queryable, actor: Actor, code: string, input: CounterInput): Promise<Centre> {
  const centre = await mustRunCentre(tx, actor, code)
  const { number } = input
  if (!centre.counters.some((counter) => counter.number === number))
    throw new Refused(refusalFrom(centreRefusals, 'COUNTER_NOT_FOUND', { number }))
  await createCounter(tx, { ...input, centreId: centre.id })
  const after = await getCentreByCode(tx, code)
  await recordSettingChange(tx, actor, {
    subject: 'counter',
    key: `${code} ${number}`,
    before: counterOf(centre, number),
    after: counterOf(after, number),
  })
  return after
}

async function mustRunCentre(tx: Queryable, actor: Actor, code: string): Promise<Centre> {
  const centre = await getCentreByCode(tx, code)
  if (!runsPlace(actor, { agencyId: null, centreId: centre.id })) throw notYours()
  return centre
}

const wordsOf = ({ level, name, address, phone, openingHoursNote }: Centre) => ({ level, name, address, phone, openingHoursNote })

function counterOf(centre: Centre, number: number): { name: string; field: string } {
  const { name, field } = centre.counters.find((counter) => counter.number === number) ?? { name: '', field: '' }
  return { name, field }
}

const notYours = (): Refused => new Refused(refusalFrom(centreRefusals, 'CENTRE_NOT_YOURS'))
const codeTaken = (code: string, name: string): Refused =>
  new Refused(
    refusalFrom(centreRefusals, 'CENTRE_CODE_TAKEN', { code, name }, [{ field: '/body/code', message: `Mã đã thuộc về ${name}` }]),
  )

import type { Role } from '#kernel/actor.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { ActInput, DossierFacts, Duty, TimeFacts } from './act-facts.ts'
import type { DossierAct } from './act-rows.ts'
import { carryOut, isEffects } from './carry-out.ts'
import { factsAt, filedDossier } from './dossier.ts'
import type { Calendars, Dossier } from './dossier.ts'
import type { DossierState } from './dossier-states.ts'
import { evolve } from './evolve.ts'
import type { World } from './world.ts'

export type LifeAct = { readonly kind: DossierAct; readonly role: Role; readonly at: Temporal.Instant; readonly state: DossierState }

/**
 * A dossier with the acts that led to it, without a database: to replay foreign logs, and to check the tables.
 * Each act is what `carryOut` decides, and the life the fold of `evolve` over them.
 */
export type Life = Dossier & {
  /** As a decision would see it right after the last act. */
  readonly facts: DossierFacts
  readonly acts: readonly LifeAct[]
}

/** What a life depends on beside its acts: calendars, limits, settings. */
export type Timing = Omit<World, 'at' | 'found'>

/** What a dossier of a life is born with. */
export type Birth = Pick<DossierFacts, 'handling' | 'steps' | 'run' | 'agencyId' | 'centreId' | 'required' | 'hands'> & {
  readonly handedIn?: DossierFacts['handedIn']
}

/** A dossier filed at a counter and waiting to be accepted. */
export function filed(birth: Birth, role: Role, at: Temporal.Instant, calendars: Calendars, silence: TimeFacts['silence'] = 'none'): Life {
  const dossier = filedDossier(
    {
      code: '',
      handling: birth.handling,
      agencyId: birth.agencyId,
      centreId: birth.centreId,
      clockFrom: 'acceptance',
      steps: birth.steps,
      rules: birth.run?.rules ?? null,
      required: birth.required,
      silence,
      handedIn: birth.handedIn ?? [],
      receivedBy: birth.hands?.receivedBy ?? null,
      knowsOfficers: birth.hands !== undefined,
    },
    at,
  )
  return { ...dossier, facts: factsAt(dossier, at, calendars), acts: [{ kind: 'file', role, at, state: 'filed' }] }
}

/**
 * The life after one more act, or the refusal of it. An act before the last one cannot be done: the record only grows.
 * @throws RangeError when `at` is before the last act
 */
export function live(life: Life, act: DossierAct, duty: Duty, input: ActInput, at: Temporal.Instant, timing: Timing): Life | Refusal {
  const last = life.acts.at(-1)
  if (last && Temporal.Instant.compare(at, last.at) < 0)
    throw new RangeError(`${act} at ${at.toString()} is before ${last.kind} at ${last.at.toString()}`)
  const command = { act, input, duty, actor: { name: duty.accountId ?? '', isAway: false }, handoverId: 'in memory' }
  const effects = carryOut(life, command, { ...timing, at })
  if (!isEffects(effects)) return effects
  const dossier = evolve(life, effects)
  const { role, state } = effects.change
  return { ...dossier, facts: factsAt(dossier, at, timing), acts: [...life.acts, { kind: act, role, at, state }] }
}

export function isLife(value: Life | Refusal): value is Life {
  return 'facts' in value
}

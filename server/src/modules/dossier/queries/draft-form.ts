import type { Actor } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { printForm } from '#document'
import { behalfAt } from '#identity'
import type { Queryable } from '#platform/db/database.ts'
import type { ActInput } from '../domain/act-facts.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import { carryOut, isEffects } from '../domain/carry-out.ts'
import { extension } from '../domain/clock-turn.ts'
import { dueOfBoth } from '../domain/clocks.ts'
import type { Reappointment } from '../domain/clocks.ts'
import { actRules, actsThat } from '../domain/dossier-acts.ts'
import type { Effects } from '../domain/effects.ts'
import type { ActCommand } from '../domain/world.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { findDossierRecord } from './dossier-record.ts'
import type { ActRow, DossierRecord } from './dossier-record.ts'
import { apologyData, refusalData, stopNoticeData, supplementRequestData } from './form-data.ts'
import { assess, dutyOf } from './load-facts.ts'
import type { Assessment } from './load-facts.ts'
import { lookUpFor } from './look-up-for-act.ts'
import { mayReadDossier } from './may-look.ts'

/** Acts that send a paper to the applicant, at once or when it is signed. */
export const issuingActs = actsThat((rule) => rule.issues !== undefined)

/**
 * The paper that would go out, were the act done now with these words: as it will be printed, marked as a draft, without a number.
 * Nothing is written. Whoever may not do the act, or has not given what it needs, is refused as by the act itself.
 * @throws Refused DOSSIER_NOT_FOUND, DUTY_ENDED, PRESS_BUSY and every code of `carryOut`
 */
export async function printFormDraft(
  db: Queryable,
  actor: Actor,
  code: string,
  { act, input }: { readonly act: DossierAct; readonly input: ActInput },
): Promise<Uint8Array> {
  const found = await findDossierRecord(db, code, actor.accountId)
  if (!found || !(await mayReadDossier(db, actor, found.record))) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const { record, moment } = found
  if (!moment.hasDuty) throw new Refused(refusalFrom(dossierRefusals, 'DUTY_ENDED'))
  const assessment = await assess(db, record, moment.clock, moment.calendar)
  const command: ActCommand = {
    act,
    input,
    duty: dutyOf(actor, record),
    actor: { name: actor.displayName, isAway: moment.isAway },
    behalfOf: (role, place) => behalfAt(actor, role, place),
  }
  const looked = await lookUpFor(db, record, assessment, command)
  const effects = carryOut(looked.dossier, command, { ...assessment.world, found: looked.found })
  if (!isEffects(effects)) throw new Refused(effects)
  return await print(db, record, assessment, { actor, effects })
}

async function print(
  db: Queryable,
  record: DossierRecord,
  { version, calendar }: Assessment,
  { actor, effects }: { readonly actor: Actor; readonly effects: Effects },
): Promise<Uint8Array> {
  const done = actOf(record, actor, effects)
  const draft = { number: null, isDraft: true } as const
  const { issues } = actRules[done.kind]
  switch (issues) {
    case 'supplement-request':
      return await printForm('supplement-request', { ...(await supplementRequestData(db, record, version, done)), ...draft }, 'preview')
    case 'refusal':
      return await printForm('refusal', { ...(await refusalData(db, record, version, done)), ...draft }, 'preview')
    case 'stop-notice':
      return await printForm('stop-notice', { ...(await stopNoticeData(db, record, version, done)), ...draft }, 'preview')
    case 'apology': {
      const reappointments = reappointmentsAfter(record, effects, calendar)
      const apology = await apologyData(db, { ...record, acts: [...record.acts, done], reappointments }, version)
      if (!apology) throw new Error('an act that promises another day leaves a letter about it')
      return await printForm('apology', { ...apology.data, ...draft }, 'preview')
    }
    default:
      throw new Error(`${done.kind} sends no paper`)
  }
}

/** The act as it would stand in the log, without a seal. */
function actOf(record: DossierRecord, actor: Actor, { at, change, payload }: Effects): ActRow {
  return {
    seq: record.lastSeq + 1,
    kind: change.act,
    at: at.toString(),
    actorAccountId: actor.accountId,
    actorName: actor.displayName,
    actorRole: change.role,
    agencyId: record.agencyId,
    payload: canonicalJson(payload),
    hash: '',
  }
}

/** The new days of a dossier with the one that the act asks for or gives. An extension that is asked for shows the day its signature would give. */
function reappointmentsAfter(record: DossierRecord, effects: Effects, calendar: Assessment['calendar']): Reappointment[] {
  const { at, reappointment } = effects
  const others = record.reappointments.filter((each) => each.decision !== null)
  const open = record.reappointments.find((each) => each.decision === null)
  switch (reappointment?.do) {
    case 'ask': {
      const { cause, reason, days, dueBefore } = reappointment
      const { by, moves, effect } = extension('complex_content', days)
      const granted = { cause: 'complex_content', effect, by, moves, fromAt: at.toString(), toAt: at.toString(), endsBy: null } as const
      const dueAfter = dueOfBoth(calendar, { clocks: record.clocks, stops: [...record.stops, granted] }).committed?.toString() ?? null
      const seq = record.lastSeq + 1
      return [...others, { seq, kind: 'extension', cause, reason, days, decision: null, dueBefore: dueBefore.toString(), dueAfter }]
    }
    case 'grant':
      return open ? [...others, { ...open, decision: 'granted', dueAfter: reappointment.dueAfter.toString() }] : others
    case 'apologise': {
      const { reason, days, dueBefore, dueAfter } = reappointment
      const seq = record.lastSeq + 1
      const day = { dueBefore: dueBefore.toString(), dueAfter: dueAfter.toString() }
      return [...others, { seq, kind: 'apology', cause: 'late', reason, days, decision: 'granted', ...day }]
    }
    default:
      return [...record.reappointments]
  }
}

import type { Actor, Role } from '#kernel/actor.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { blankOnPaper, printForm } from '#document'
import { behalfAt } from '#identity'
import type { DossierCode } from '#kernel/ids.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
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
import type { SealedRow } from '../store/dossier-store.ts'
import { findDossierRecord } from './dossier-record.ts'
import type { ActRow, DossierRecord, Moment } from './dossier-record.ts'
import { apologyData, refusalData, stopNoticeData, supplementRequestData } from './form-data.ts'
import { assess, dutyOf } from './load-facts.ts'
import type { Assessment } from './load-facts.ts'
import { lookUpFor } from './look-up-for-act.ts'
import { judgeFiling, makeDossier } from './judge-filing.ts'
import type { FileDossier } from './judge-filing.ts'
import { mayReadDossier } from './may-look.ts'
import { getPlaceCodes, getIntakeMoment } from './places.ts'
import { recordOfFiled } from './record-after.ts'

/** Acts that send a paper to the applicant, at once or when it is signed. */
export const issuingActs = actsThat((rule) => rule.issues !== undefined)

/**
 * The paper that would go out, were the act done now with these words: as it will be printed, marked as a draft, without a number.
 * Nothing is written. A caller who may not do the act, or whose input is incomplete, gets the refusal of the act.
 * @throws Refused DOSSIER_NOT_FOUND, DUTY_ENDED, PRESS_BUSY and every code of `carryOut`
 */
export async function printFormDraft(db: Queryable, actor: Actor, code: string, wanted: Wanted): Promise<Uint8Array> {
  const found = await findDossierRecord(db, code, actor.accountId)
  if (!found || !(await mayReadDossier(db, actor, found.record))) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const { record, moment } = found
  if (!moment.hasDuty) throw new Refused(refusalFrom(dossierRefusals, 'DUTY_ENDED'))
  return await printWhatIsSent(db, actor, { record, moment }, wanted)
}

/**
 * The paper that would go out, were the filing answered now with these words. The dossier it is about is not filed, so it has no code.
 * @throws Refused every code of `judgeFiling` and `carryOut`, PRESS_BUSY
 */
export async function printAnswerDraft(
  db: Queryable,
  database: Database,
  actor: Actor,
  input: Omit<FileDossier, 'accept'>,
  answer: Wanted,
): Promise<Uint8Array> {
  const judged = await judgeFiling(db, actor, await getIntakeMoment(db, input.procedureCode), { ...input, accept: false })
  const { now, version, handling, at, place, filed } = judged
  const { agencyCode } = await getPlaceCodes(db, database, at.agencyId, at.centreId)
  const dossier = makeDossier(notFiled, version, { input, filed, handling, at })
  const record = recordOfFiled(dossier, {
    sealed: [unsealedFiling(actor, filed.role, now)],
    papers: filed.papers,
    clocks: [],
    place: { ...place, agencyCode },
    officer: actor,
  })
  return await printWhatIsSent(db, actor, { record, moment: { ...place, clock: now } }, answer)
}

type Wanted = { readonly act: DossierAct; readonly input: ActInput }

/** The code of a dossier that is not filed. */
const notFiled = '' as DossierCode

function unsealedFiling(actor: Actor, actorRole: Role, at: Temporal.Instant): SealedRow {
  const { accountId: actorAccountId, displayName: actorName } = actor
  const nothing = { centreId: null, agencyId: null, requestId: '', payload: {} }
  const act = { kind: 'file', at, actorAccountId, actorName, actorRole, ...nothing } as const
  return { seq: 1, payload: '{}', prevHash: Buffer.alloc(0), hash: Buffer.alloc(0), act }
}

async function printWhatIsSent(
  db: Queryable,
  actor: Actor,
  { record, moment }: { readonly record: DossierRecord; readonly moment: Pick<Moment, 'clock' | 'calendar' | 'isAway'> },
  { act, input }: Wanted,
): Promise<Uint8Array> {
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
  const code = record.code === notFiled ? { dossierCode: blankOnPaper } : {}
  const draft = { number: null, isDraft: true, ...code } as const
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

import type { Json } from '#kernel/canonical-json.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { ActInput, Change, DossierFacts } from './act-facts.ts'
import type { RefusingBody } from './act-record.ts'
import type { Candidate } from './assignment.ts'
import type { Limits } from './clocks.ts'
import type { Dossier } from './dossier.ts'
import type { DueInstants } from './due-move.ts'
import type { Effects } from './effects.ts'
import { pointsOf } from './supplement-points.ts'
import type { ActCommand, Found, World } from './world.ts'

type Payload = { readonly [key: string]: Json }

/**
 * The log entry of an act: its input, its result and its effects, so that the state can be folded from it
 * (`fold-record.ts`) and every paper be printed again. Read through `act-record.ts` only.
 */
export function payloadOf(on: {
  readonly dossier: Dossier
  readonly facts: DossierFacts
  readonly command: ActCommand
  readonly world: World
  readonly effects: Omit<Effects, 'payload'>
  readonly dueBefore: DueInstants
  readonly assignee: Candidate | null
}): Payload {
  const { dossier, facts, command, world, effects } = on
  const { change } = effects
  const behalf = command.behalfOf?.(change.role, placeOfDuty(change, dossier)) ?? null
  return {
    state: change.state,
    holder: change.holderKind,
    step: change.stepNo,
    committedDueAt: effects.due.committed?.toString() ?? null,
    legalDueAt: effects.due.legal?.toString() ?? null,
    officer: effects.holder.accountId,
    ...(behalf ? { onBehalfOf: { ...behalf } } : {}),
    ...given(command.input, change),
    ...(on.assignee ? { assignee: on.assignee.name } : {}),
    ...(effects.begun.length > 0 && world.limits ? { limits: limitsSaid(world.limits), settings: { ...world.settings } } : {}),
    ...turnSaid(effects),
    ...(effects.payBy && change.act === 'suspend' ? { payBy: effects.payBy.toString() } : {}),
    ...forPaper(change, command.input, facts, world),
    ...(effects.corrected ? { corrected: correctedSaid(effects.corrected) } : {}),
    ...limitPassed(change, on.dueBefore),
    ...transferSaid(effects),
    ...promisedAnew(effects, dossier),
    ...opinionSaid(effects, world.found),
    ...partsSaid(effects, facts),
    // The bytes the act depends on: no other file can replace them.
    ...(effects.files.length > 0 ? { files: effects.files.map(({ id, purpose, sha256 }) => ({ id, purpose, sha256 })) } : {}),
  }
}

/** Where the actor had duty for the act: at the agency that answered, at that of the part, or where the dossier lies. */
function placeOfDuty({ opinion, parts }: Change, dossier: Dossier): Pick<Dossier, 'agencyId'> & { centreId: Dossier['centreId'] | null } {
  const elsewhere = opinion !== null && opinion !== 'close' && 'heard' in opinion ? opinion.heard : parts?.on?.agencyId
  return elsewhere === undefined || elsewhere === dossier.agencyId ? dossier : { agencyId: elsewhere, centreId: null }
}

/** What the person gave. */
function given(input: ActInput, change: Change): Payload {
  const { result, siteCheck, paidElsewhere } = input
  return {
    ...(input.reason ? { reason: tidy(input.reason) } : {}),
    ...(input.days ? { days: input.days } : {}),
    ...(input.ground ? { ground: input.ground } : {}),
    ...(input.cause ? { cause: input.cause } : {}),
    ...(change.awaitsPayment ? { awaitsPayment: true } : {}),
    ...(input.charges && change.awaitsPayment
      ? { charges: input.charges.map(({ name, amountDong, basis }) => ({ name: tidy(name), amountDong, basis: tidy(basis) })) }
      : {}),
    ...(paidElsewhere ? { paidElsewhere: { office: tidy(paidElsewhere.office), notice: tidy(paidElsewhere.notice) } } : {}),
    ...(input.defects ? { defects: input.defects.map(({ componentNo, text }) => ({ componentNo, text: tidy(text) })) } : {}),
    ...(result ? { result: { number: tidy(result.number), name: tidy(result.name) } } : {}),
    ...(input.receivedBy ? { receivedBy: tidy(input.receivedBy) } : {}),
    ...(change.act === 'record_site_check' && siteCheck
      ? {
          siteCheck: {
            at: Temporal.Instant.from(siteCheck.at).toString(),
            place: tidy(siteCheck.place),
            participants: tidy(siteCheck.participants),
            content: tidy(siteCheck.content),
          },
        }
      : {}),
    ...(input.papers ? { papers: input.papers.map((paper) => ({ ...paper })) } : {}),
  }
}

/** The initial length of a clock; the settings beside it say how it counts. The fold of the record compares both with the clock that is stored. */
function limitsSaid(limits: Limits): Json {
  const of = ({ amount, unit }: { readonly amount: number; readonly unit: string }): Json => ({ amount, unit })
  return { legal: of(limits.legal), committed: of(limits.committed) }
}

function turnSaid({ turn, supplementBy }: Omit<Effects, 'payload'>): Payload {
  return {
    ...(turn
      ? {
          turn: {
            cause: turn.cause,
            effect: turn.effect,
            endsBy: turn.endsBy?.toString() ?? null,
            by: turn.by ? { ...turn.by } : null,
            ...(turn.moves ? { moves: turn.moves } : {}),
          },
        }
      : {}),
    ...(supplementBy ? { supplementBy: supplementBy.toString() } : {}),
  }
}

/**
 * What the paper that follows from the act will say: the papers asked for and what happens when the day passes (Mẫu 02), who refuses
 * and where one may complain (Mẫu 03). Pinned with the act, so that paper, letter and page agree, even if the
 * procedure changes later.
 */
function forPaper(change: Change, input: ActInput, facts: DossierFacts, { found, supplementLapse }: World): Payload {
  const refused = (refusedBy: RefusingBody): Payload => ({ refusedBy, ...(found?.appeal ? { appeal: { ...found.appeal } } : {}) })
  switch (change.act) {
    case 'request_supplement':
      return { asked: askedPapers(input, facts), onLapse: supplementLapse ?? 'notify' }
    case 'supplement': {
      const { met, open } = pointsOf(facts.asked ?? [], input)
      return { answered: met.map(({ text }) => text), missing: open.map(({ text }) => text) }
    }
    case 'refuse':
      return refused(refusingBody(facts))
    case 'deem_refused':
      return { ...refused('system'), ...(found?.silenceReason ? { reason: found.silenceReason } : {}) }
    default:
      return {}
  }
}

/** Which body refuses a dossier that somebody refuses now. */
export function refusingBody({ holderKind }: Pick<DossierFacts, 'holderKind'>): RefusingBody {
  return holderKind === 'counter' ? 'counter' : 'agency'
}

/** The papers of the checklist that the defects name, each once, with how many the procedure asks. */
function askedPapers(input: ActInput, facts: DossierFacts): Json[] {
  const named = new Set((input.defects ?? []).map((defect) => defect.componentNo))
  return facts.required.filter((paper) => named.has(paper.no)).map(({ no, name, originals, copies }) => ({ no, name, originals, copies }))
}

function correctedSaid(corrected: NonNullable<Effects['corrected']>): Json {
  return Object.fromEntries(Object.entries(corrected).map(([field, { was, is }]) => [field, { was, is }]))
}

/** Which limit has passed: the applicant is notified of that one, whatever the clocks give later. */
function limitPassed({ act }: Change, { committed, legal }: DueInstants): Payload {
  const passed = act === 'note_late' ? committed : act === 'note_late_by_law' ? legal : null
  return passed === null ? {} : { passedDueAt: passed.toString({ smallestUnit: 'millisecond' }) }
}

/** The handover or return and its legal deadline: sealed, so that the measurement cannot be changed afterwards. */
function transferSaid({ transfer }: Omit<Effects, 'payload'>): Payload {
  return transfer === null
    ? {}
    : { transfer: { kind: transfer.kind, fromAt: transfer.fromAt.toString(), dueAt: transfer.dueAt.toString() } }
}

/** The promise of a signed letter of apology and its reason: it names the request it answers. */
function promisedAnew({ reappointment }: Omit<Effects, 'payload'>, { requested }: Dossier): Payload {
  if (reappointment?.do !== 'grant' && reappointment?.do !== 'apologise') return {}
  return {
    promisedAnew: reappointment.dueAfter.toString({ smallestUnit: 'millisecond' }),
    ...(reappointment.do === 'grant' && requested ? { reason: requested.reason } : {}),
  }
}

function opinionSaid({ opinion }: Omit<Effects, 'payload'>, found: Found | undefined): Payload {
  if (opinion === null) return {}
  if (opinion === 'close') return { opinion: 'closed' }
  const id = 'ask' in opinion ? opinion.ask : opinion.heard
  const agency = { id, name: found?.agencyNames.get(id) ?? id }
  return {
    opinion:
      'ask' in opinion ? { agency, question: opinion.question, dueAt: opinion.dueAt.toString() } : { agency, answer: opinion.answer },
  }
}

/** The parts in the record: which closed and opened, and what waits, so that the fold equals the stored parts. */
function partsSaid({ change: { parts }, parts: after }: Omit<Effects, 'payload'>, { steps }: Pick<DossierFacts, 'steps'>): Payload {
  if (!parts || !after) return {}
  const nameOf = (stepNo: number): string => steps.find((step) => step.no === stepNo)?.name ?? ''
  return {
    parts: {
      on: parts.on ? { no: parts.on.no, step: parts.on.stepNo, name: nameOf(parts.on.stepNo) } : null,
      closed: parts.closed.map(({ part, how }) => ({ no: part.no, step: part.stepNo, how })),
      opened: after.opened.map((part) => ({
        no: part.no,
        step: part.stepNo,
        name: nameOf(part.stepNo),
        agency: part.agencyId,
        kind: part.kind,
        code: part.code,
      })),
      joins: parts.joins.map((join) => ({ ...join })),
      held: parts.held ? { step: parts.held.stepNo, agency: parts.held.agencyId } : null,
    },
  }
}

import type { Corrected, SealedTurn } from './act-record.ts'
import { readAnyRecord } from './act-record.ts'
import { outcomeOf } from './outcome.ts'
import { actRules } from './dossier-acts.ts'
import type { DossierAct } from './act-rows.ts'
import type { DossierState } from './dossier-states.ts'

/** One act of a dossier, as the log keeps it. */
export type LoggedAct = {
  readonly seq: number
  readonly kind: DossierAct
  readonly atMs: number
  readonly actorAccountId: string | null
  readonly payload: string
}

/** A turn of the clocks as the acts say it. `isSealed`: the act says which; an act of an older release says only that there may be one. */
export type FoldedStop = {
  readonly seq: number
  readonly isSealed: boolean
  readonly cause: string | null
  readonly effect: string | null
  readonly endsByMs: number | null
  readonly by: { readonly amount: number; readonly unit: string } | null
  /** Which clocks it moves; turns of before November 2026 say nothing and moved both. */
  readonly moves: string
  readonly awaitsPayment: boolean
  readonly fromMs: number
  readonly toMs: number | null
}
export type FoldedHolding = { readonly kind: string; readonly officer: string | null | undefined; readonly fromMs: number }
/** A handing over or a giving back, as its act says it. */
export type FoldedTransfer = {
  readonly seq: number
  readonly kind: string
  readonly fromMs: number
  readonly dueMs: number
  readonly doneMs: number
}
export type FoldedPaper = { readonly componentNo: number; readonly round: number; readonly counts: string }
type Limit = { readonly amount: number; readonly unit: string }
/** How a clock counts (`DeadlineSettings`), as the act that began it says. */
type Settings = Readonly<Record<string, string>>
type Limits = { readonly legal: Limit; readonly committed: Limit }

/** What the acts of one dossier lead to. `undefined`: the acts of an older release do not say it. */
export type Folded = {
  readonly state: DossierState
  readonly interruptedState: DossierState | null
  readonly holder: string
  readonly officer: string | null | undefined
  readonly stepNo: number | null
  readonly supplementCount: number
  readonly supplementByMs: number | null | undefined
  readonly channel: string | undefined
  readonly procedure: string | undefined
  readonly receivedMs: number
  readonly acceptedMs: number | null
  readonly finishedMs: number | null
  readonly endedMs: number | null
  readonly committedMs: number | null
  readonly legalMs: number | null | undefined
  readonly outcome: string | null
  readonly startedMs: number | null | undefined
  readonly limits: Limits | null | undefined
  readonly settings: Settings | undefined
  readonly clockFrom: string | undefined
  readonly holdings: readonly FoldedHolding[]
  readonly stops: readonly FoldedStop[]
  readonly papers: readonly FoldedPaper[] | undefined
  readonly transfers: readonly FoldedTransfer[]
  /** Digest of each field of the applicant as filed. */
  readonly applicant: Readonly<Record<string, string>> | undefined
  readonly corrected: Corrected
  /** Contradictions between acts. */
  readonly contradictions: readonly string[]
}

/** What acts record for the fold alone, beside what `act-record.ts` names. */
type ForFold = {
  readonly turn?: SealedTurn & { readonly moves?: string; readonly by?: { readonly amount: number; readonly unit: string } | null }
  readonly papers?: readonly { componentNo: number; originals: number; copies: number; certified?: number }[]
  readonly officer?: string | null
  readonly applicant?: Readonly<Record<string, string>>
  readonly channel?: string
  readonly procedure?: string
  readonly clockFrom?: string
  readonly limits?: Limits
  readonly settings?: Settings
  readonly committed?: Partial<Limit> & { readonly dueAt: string | null }
  readonly legal?: Partial<Limit> & { readonly dueAt: string | null }
  readonly supplementBy?: string
  readonly awaitsPayment?: boolean
  readonly corrected?: Corrected
}
type Sealed = Omit<ReturnType<typeof readAnyRecord>, keyof ForFold> & ForFold

const unborn = (act: LoggedAct): Folded => ({
  state: 'filed',
  interruptedState: null,
  holder: 'counter',
  officer: act.actorAccountId,
  stepNo: null,
  supplementCount: 0,
  supplementByMs: null,
  channel: undefined,
  procedure: undefined,
  receivedMs: act.atMs,
  acceptedMs: null,
  finishedMs: null,
  endedMs: null,
  committedMs: null,
  legalMs: null,
  outcome: null,
  startedMs: null,
  limits: null,
  settings: undefined,
  clockFrom: undefined,
  holdings: [],
  stops: [],
  papers: [],
  transfers: [],
  applicant: undefined,
  corrected: {},
  contradictions: [],
})

/** The state to which the acts of one dossier lead, in their order; `null` without any act. */
export function foldRecord(acts: readonly LoggedAct[]): Folded | null {
  const [first] = acts
  return first ? acts.reduce(afterAct, unborn(first)) : null
}

function afterAct(before: Folded, act: LoggedAct): Folded {
  const record = readAnyRecord(act) as Sealed
  // Acts record the officer since the fold is checked; an act without an officer did not change it or is older.
  const says = record.officer !== undefined
  const state = (record.state ?? (act.kind === 'file' ? 'filed' : before.state)) as DossierState
  const holder = record.holder ?? before.holder
  const officer = says ? record.officer : keepsOfficer(act.kind, record) ? before.officer : undefined
  const acceptedMs = act.kind === 'accept' ? act.atMs : before.acceptedMs
  const finishedMs = state === 'result_recorded' && before.state !== 'result_recorded' ? act.atMs : before.finishedMs
  const endedMs = holder === 'none' ? (before.endedMs ?? act.atMs) : null
  const committedMs = dueAfter(record, 'committed', before.committedMs)
  return {
    ...before,
    state,
    holder,
    officer,
    interruptedState: interruptedAfter(before, act.kind, state),
    stepNo: record.step === undefined ? before.stepNo : record.step,
    supplementCount: before.supplementCount + (act.kind === 'request_supplement' ? 1 : 0),
    supplementByMs: supplementByAfter(before, record, state, act.kind),
    channel: record.channel ?? before.channel,
    procedure: record.procedure ?? before.procedure,
    acceptedMs,
    finishedMs,
    endedMs,
    committedMs,
    legalMs: legalAfter(before, act.kind, record, says),
    outcome: outcomeAfter(before, state, finishedMs, committedMs),
    ...clocksAfter(before, act, record, says),
    holdings: holdingsAfter(before, holder, officer, act.atMs),
    stops: stopsAfter(before, act, record, { says, closes: endedMs !== null || finishedMs !== null, state }),
    papers: papersAfter(before, act, record),
    transfers: transfersAfter(before, act, record),
    applicant: record.applicant ?? before.applicant,
    ...correctionAfter(before, act, record),
  }
}

/** Acts that leave the officer alone say nothing of one: those of the runs over many dossiers, and acceptance with the filing. */
function keepsOfficer(kind: DossierAct, record: Sealed): boolean {
  return ['file', 'reproject', 'change_version', 'reassign'].includes(kind) || (kind === 'accept' && record.holder === undefined)
}

function interruptedAfter(before: Folded, kind: DossierAct, state: DossierState): DossierState | null {
  if (kind === 'request_supplement' || kind === 'suspend') return before.state
  return state === before.state ? before.interruptedState : null
}

function supplementByAfter(before: Folded, record: Sealed, state: DossierState, kind: DossierAct): number | null | undefined {
  if (state !== 'awaiting_supplement') return null
  if (record.supplementBy !== undefined) return millis(record.supplementBy)
  return kind === 'request_supplement' ? undefined : before.supplementByMs
}

function dueAfter(record: Sealed, which: 'committed' | 'legal', before: number | null): number | null {
  const own = record[which]
  if (own !== undefined) return millis(own.dueAt)
  const left = record[`${which}DueAt`]
  return left === undefined ? before : millis(left)
}

/** Until acts sealed it, only acceptance and the runs recorded the legal instant: after any other act it is not known. */
function legalAfter(before: Folded, kind: DossierAct, record: Sealed, says: boolean): number | null | undefined {
  if (record.legal !== undefined || record.legalDueAt !== undefined) return dueAfter(record, 'legal', null)
  return says || kind === 'file' || kind === 'reassign' ? before.legalMs : undefined
}

function outcomeAfter(before: Folded, state: DossierState, finishedMs: number | null, committedMs: number | null): string | null {
  if (state === 'refused' || state === 'withdrawn' || state === 'stopped') return state
  if (finishedMs === null || before.finishedMs !== null) return before.outcome
  const instant = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms)
  return outcomeOf(instant(finishedMs), committedMs === null ? null : instant(committedMs))
}

function clocksAfter(
  before: Folded,
  act: LoggedAct,
  record: Sealed,
  says: boolean,
): Pick<Folded, 'startedMs' | 'limits' | 'settings' | 'clockFrom'> {
  const clockFrom = act.kind === 'accept' ? clockFromOf(record, says) : before.clockFrom
  if (act.kind === 'accept' && record.committed?.amount !== undefined && record.legal?.amount !== undefined) {
    if (record.clockFrom !== undefined) return { startedMs: null, limits: null, settings: undefined, clockFrom }
    const limits = { legal: limitOf(record.legal), committed: limitOf(record.committed) }
    return { startedMs: act.atMs, limits, settings: record.settings, clockFrom }
  }
  if (record.limits) {
    // A move to another version changes how long the clocks are, never how they count.
    if (act.kind === 'change_version') return { startedMs: before.startedMs, limits: record.limits, settings: before.settings, clockFrom }
    return { startedMs: act.atMs, limits: record.limits, settings: record.settings, clockFrom }
  }
  const mayHaveBegun = (act.kind === 'accept' || act.kind === 'receive') && !says && (before.limits === null || before.limits === undefined)
  return mayHaveBegun
    ? { startedMs: undefined, limits: undefined, settings: undefined, clockFrom }
    : { startedMs: before.startedMs, limits: before.limits, settings: before.settings, clockFrom }
}

/** Where the time of a dossier begins, as its acceptance says: there, or with the competent agency. */
function clockFromOf(record: Sealed, says: boolean): string | undefined {
  if (record.clockFrom !== undefined) return record.clockFrom
  if (record.limits !== undefined || record.committed?.amount !== undefined) return 'acceptance'
  return says ? 'competent_agency' : undefined
}

function limitOf(stated: Partial<Limit>): Limit {
  return { amount: stated.amount ?? 0, unit: stated.unit ?? '' }
}

/** Holder after holder, each with the instant from which it had the dossier; neighbours that are the same are one. */
function holdingsAfter(before: Folded, kind: string, officer: string | null | undefined, atMs: number): readonly FoldedHolding[] {
  const last = before.holdings.at(-1)
  if (kind === 'none' || (last && last.kind === kind && last.officer === officer)) return before.holdings
  return [...before.holdings, { kind, officer, fromMs: atMs }]
}

function stopsAfter(
  before: Folded,
  act: LoggedAct,
  record: Sealed,
  on: { readonly says: boolean; readonly closes: boolean; readonly state: DossierState },
): readonly FoldedStop[] {
  const runs = on.closes || (actRules[act.kind].clock === 'runs' && on.state !== 'filed')
  const stops = runs ? before.stops.map((stop) => ended(stop, act.atMs)) : before.stops
  const { turn } = record
  if (!turn && (on.says || actRules[act.kind].clock !== 'turns')) return stops
  const endsByMs = turn ? millis(turn.endsBy) : null
  const lasts = act.kind === 'request_supplement' || act.kind === 'suspend'
  return [
    ...stops,
    {
      seq: act.seq,
      isSealed: turn !== undefined,
      cause: turn?.cause ?? null,
      effect: turn?.effect ?? null,
      endsByMs,
      by: turn?.by ?? null,
      moves: turn?.moves ?? 'both',
      awaitsPayment: record.awaitsPayment === true,
      fromMs: act.atMs,
      toMs: lasts ? null : act.atMs,
    },
  ]
}

function ended(stop: FoldedStop, atMs: number): FoldedStop {
  return stop.toMs === null ? { ...stop, toMs: stop.endsByMs === null ? atMs : Math.min(atMs, stop.endsByMs) } : stop
}

function papersAfter(before: Folded, act: LoggedAct, record: Sealed): Folded['papers'] {
  if (record.papers === undefined) return act.kind === 'file' ? undefined : before.papers
  const round = act.kind === 'file' ? 0 : act.seq
  const handed = record.papers
    .map(({ componentNo, originals, copies, certified = 0 }) => ({ componentNo, round, originals, copies, certified }))
    .filter((paper) => paper.originals + paper.copies + paper.certified > 0)
    .map(({ componentNo, originals, copies, certified }) => ({ componentNo, round, counts: countsText(originals, copies, certified) }))
  return before.papers && [...before.papers, ...handed]
}

function transfersAfter(before: Folded, act: LoggedAct, { transfer }: Sealed): readonly FoldedTransfer[] {
  if (transfer === undefined) return before.transfers
  const ms = (at: string): number => Temporal.Instant.from(at).epochMilliseconds
  return [
    ...before.transfers,
    { seq: act.seq, kind: transfer.kind, fromMs: ms(transfer.fromAt), dueMs: ms(transfer.dueAt), doneMs: act.atMs },
  ]
}

/** The number of each kind of paper, in canonical form. */
export function countsText(originals: number, copies: number, certified: number): string {
  return `${originals}/${copies}/${certified}`
}

/** Of each corrected field what was filed and what it is now; each correction must begin where the one before it ended. */
function correctionAfter(before: Folded, act: LoggedAct, record: Sealed): Pick<Folded, 'corrected' | 'contradictions'> {
  if (record.corrected === undefined) return { corrected: before.corrected, contradictions: before.contradictions }
  const corrected: { -readonly [Field in keyof Corrected]: Corrected[Field] } = { ...before.corrected }
  const contradictions = [...before.contradictions]
  for (const [name, change] of Object.entries(record.corrected)) {
    const field = name as keyof Corrected
    const earlier = corrected[field]
    if (earlier && earlier.is !== change.was) contradictions.push(`act ${act.seq} corrects another ${field} than act said before`)
    corrected[field] = { was: earlier ? earlier.was : change.was, is: change.is }
  }
  return { corrected, contradictions }
}

function millis(at: string | null): number | null {
  return at === null ? null : Temporal.Instant.from(at).epochMilliseconds
}

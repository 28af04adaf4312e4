import type { Role } from '#kernel/actor.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { AccountId, AgencyId } from '#kernel/ids.ts'
import type { Change, HandedInPaper } from './act-facts.ts'
import type { Corrected } from './act-record.ts'
import type { Turn } from './clock-turn.ts'
import type { Clock, Stop } from './clocks.ts'
import type { Outcome } from './dossier.ts'
import type { DueInstants } from './due-move.ts'
import type { FileFact } from './file-rules.ts'
import type { HolderAfter } from './holder-after.ts'
import type { PartEnd } from './run.ts'
import type { AskedDefect } from './act-record.ts'
import type { PartRule } from './step.ts'
import type { Transfer } from './transfer.ts'

export type NewPaper = HandedInPaper & { readonly name: string; readonly note: string }

/** How the open interval of the holder ledger closes: what it charges, and whether the promised day passed in it. */
export type ClosedHolding = { readonly workMs: number; readonly fellLate: boolean }

/** Changes of claims: created on a step, removed from a step, or all removed at the end of the dossier. */
export type ClaimChange =
  | {
      readonly put: {
        readonly stepNo: number
        readonly accountId: AccountId
        readonly peersFrom: Temporal.Instant
        readonly until: Temporal.Instant
      }
    }
  | { readonly drop: number }
  | 'drop_all'

/** The effect of an act on the re-appointment of a dossier; written in the act's own transaction. */
export type ReappointmentChange =
  | { readonly do: 'ask'; readonly cause: string; readonly reason: string; readonly days: number; readonly dueBefore: Temporal.Instant }
  | { readonly do: 'draft'; readonly dueBefore: Temporal.Instant }
  | { readonly do: 'grant'; readonly dueAfter: Temporal.Instant }
  | { readonly do: 'decline' }
  | {
      readonly do: 'apologise'
      readonly reason: string
      readonly days: number
      readonly dueBefore: Temporal.Instant
      readonly dueAfter: Temporal.Instant
    }

export type ConsultationChange =
  | { readonly ask: AgencyId; readonly question: string; readonly days: number; readonly dueAt: Temporal.Instant }
  | { readonly heard: AgencyId; readonly answer: string }
  | 'close'

export type NewPart = {
  readonly no: number
  readonly stepNo: number
  readonly kind: PartRule['kind']
  readonly agencyId: AgencyId
  readonly role: Role
  readonly code: string | null
  readonly hours: number
  readonly dueAt: Temporal.Instant | null
}

export type ClosedPart = {
  readonly no: number
  readonly how: PartEnd
  readonly doneBy: AccountId | null
  /** Working time it was open while the clock ran, in milliseconds. */
  readonly workMs: number
  readonly late: boolean
  readonly dueAt: Temporal.Instant | null
  readonly result: { readonly number: string; readonly name: string } | null
}

/** What an act makes of the parts of a dossier. */
export type PartsAfter = {
  readonly closed: readonly ClosedPart[]
  readonly opened: readonly NewPart[]
  /** Open parts whose deadline the act moves. */
  readonly moved: readonly { readonly no: number; readonly dueAt: Temporal.Instant | null }[]
  readonly openAfter: number
}

/** The notice to an officer about an act of somebody else. */
export type OfficerNotice = { readonly accountId: AccountId; readonly kind: 'taken_over' | 'assigned'; readonly text: string }

/** What the act asks the payment module to collect. */
export type Collect = 'the procedure’s fees' | readonly { readonly name: string; readonly amountDong: number; readonly basis: string }[]

/** All effects of an act. Commands write it to rows and jobs; `evolve` applies it to a dossier in memory. */
export type Effects = {
  readonly at: Temporal.Instant
  readonly actorId: AccountId | null
  /** The decision: act, role, and where the dossier goes. */
  readonly change: Change
  readonly handoverId: string | null
  readonly acceptedAt: Temporal.Instant | null
  readonly finishedAt: Temporal.Instant | null
  readonly endedAt: Temporal.Instant | null
  readonly outcome: Outcome | null
  readonly supplementBy: Temporal.Instant | null
  readonly payBy: Temporal.Instant | null
  /** Both limits as the act leaves them. */
  readonly due: DueInstants
  /** Clocks that begin with the act; empty when none does. */
  readonly begun: readonly Clock[]
  readonly turn: Turn | null
  /** All turns, including that of the act and those it ends. */
  readonly stops: readonly Stop[]
  readonly holder: HolderAfter
  /** Role whose step it is while the agency holds the dossier. */
  readonly holderRole: Role | null
  /** Closes the open interval of the ledger; a new one begins unless the dossier ends. */
  readonly closes: ClosedHolding | null
  readonly claims: readonly ClaimChange[]
  /** Names of the officers who get a claim. */
  readonly officers: readonly { readonly accountId: AccountId | null; readonly name: string; readonly isAway: boolean }[]
  readonly parts: PartsAfter | null
  readonly papers: readonly NewPaper[]
  /** What the applicant is asked for from now on. */
  readonly asked: readonly AskedDefect[] | null
  readonly transfer: Transfer | null
  readonly opinion: ConsultationChange | null
  readonly reappointment: ReappointmentChange | null
  readonly corrected: Corrected | null
  /** Files that the act seals. */
  readonly files: readonly FileFact[]
  readonly collect: Collect | null
  readonly notices: readonly OfficerNotice[]
  /** Something follows outside the transaction: a slip, a letter. */
  readonly hasSequel: boolean
  /** What the act log keeps, sealed. */
  readonly payload: { readonly [key: string]: Json }
}

import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId, CentreId } from '#kernel/ids.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { AskedDefect, PaidElsewhere } from './act-record.ts'
import type { DossierAct } from './act-rows.ts'
import type { Cause, StopCause, StopGround } from './clock-causes.ts'
import type { DossierState } from './dossier-states.ts'
import type { FileFact } from './file-rules.ts'
import type { PartsChange, Run } from './run.ts'
import type { Claim, Handling, Step } from './step.ts'

export type RequiredPaper = {
  readonly no: number
  readonly name: string
  readonly required: boolean
  readonly originals: number
  readonly copies: number
}

/** The input of a decision: the current dossier, and the procedure it was filed under. */
export type DossierFacts = {
  readonly state: DossierState
  /** `null`: never accepted. Absent where no record says. */
  readonly acceptedAt?: Temporal.Instant | null
  readonly interruptedState: DossierState | null
  readonly handling: Handling
  readonly stepNo: number | null
  readonly steps: readonly Step[]
  readonly supplementCount: number
  readonly onHandover: boolean
  readonly holderKind: 'counter' | 'agency' | 'applicant' | 'outside' | 'none'
  readonly agencyId: AgencyId
  readonly centreId: CentreId
  readonly required: readonly RequiredPaper[]
  /** Papers handed in so far, over all rounds. */
  readonly handedIn: readonly HandedInPaper[]
  /** The officers who worked on it. Absent without accounts: a replayed foreign log has none. */
  readonly hands?: Hands
  /** Whole đồng of charges still to be paid; absent is nothing. Charges nobody has assessed are not counted. */
  readonly owedDong?: number
  /** Whether anything was ever charged for it here, paid or not. */
  readonly isBilled?: boolean
  /** Agencies asked for an opinion and not yet heard, in the order they were asked; absent is none. */
  readonly awaited?: readonly AgencyId[]
  /** Absent: the dossier follows the lead's steps one after the other. */
  readonly run?: Run
  /** What the applicant was asked for while a supplement is awaited. Absent where no record says (a log from elsewhere). */
  readonly asked?: readonly AskedDefect[]
  /** The applicant's day to pay has passed while the clock is stopped for a financial duty; absent: no such day is known. */
  readonly isDutyLapsed?: boolean
  /** Files of the dossier that were not withdrawn; absent is none. */
  readonly files?: readonly FileFact[]
  readonly time: TimeFacts
}

export type Hands = {
  readonly now: Temporal.Instant
  readonly claim: Claim | null
  /** Officers who finished a step of work on it. */
  readonly workedBy: readonly AccountId[]
  /** Who asked for the extension that waits to be decided, or for the last one. */
  readonly askedBy?: AccountId | null
  readonly receivedBy: AccountId | null
}

/** The time status of a dossier, computed by the caller, who has the clock and the calendar. */
export type TimeFacts = {
  /** The committed due instant has passed and the dossier is not finished. */
  readonly late: boolean
  /** The same by the law's limit, which is never the shorter one: legal consequences use this one. */
  readonly lateByLaw: boolean
  /** Whole days from today to the day it is due; `null` while there is no day. */
  readonly daysToDue: number | null
  /** The same to the last day of the law's limit. */
  readonly daysToLegalDue: number | null
  /** Both limits end at one instant: the second needs no report of its own. */
  readonly isOneLimit: boolean
  /** The applicant was notified that the promise, or the law's limit, had passed. */
  readonly notified: { readonly late: boolean; readonly lateByLaw: boolean }
  /** `asked`: waits for the signatory; `drafted`: an apology waits; `granted`: the one re-appointment was given. */
  readonly reappointment: 'none' | 'asked' | 'drafted' | 'granted'
  /** Cause of the stop that is open, if one is. */
  readonly stoppedBy: StopCause | null
  readonly timesUsed: Readonly<Partial<Record<Cause, number>>>
  /** Last day (`YYYY-MM-DD`) to which each cause with a ceiling may hold the clock if it began today. */
  readonly latestUntil: Readonly<Partial<Record<Cause, string>>>
  readonly today: string
  /** The applicant's own deadline has passed. */
  readonly supplementLapsed: boolean
  readonly silence: 'none' | 'consent' | 'refusal'
}

/** The time facts of a new dossier. */
export const timeNotBegun: TimeFacts = {
  late: false,
  lateByLaw: false,
  daysToDue: null,
  daysToLegalDue: null,
  isOneLimit: true,
  notified: { late: false, lateByLaw: false },
  reappointment: 'none',
  stoppedBy: null,
  timesUsed: {},
  latestUntil: {},
  today: '',
  supplementLapsed: false,
  silence: 'none',
}

export type HandedInPaper = {
  readonly componentNo: number
  readonly originals: number
  readonly copies: number
  readonly certified: number
}

/**
 * A check on the spot (xác minh thực địa), as it is recorded.
 * @law 61/2018/NĐ-CP Điều 19 khoản 3 điểm b: thời gian, địa điểm, thành phần tham gia, nội dung
 */
export type SiteCheck = { readonly at: string; readonly place: string; readonly participants: string; readonly content: string }

/** What the person gives with an act. The act's row says which parts are needed. */
export type ActInput = {
  readonly papers?: readonly HandedInPaper[] | undefined
  readonly defects?: readonly { readonly componentNo: number | null; readonly text: string }[] | undefined
  /** Numbers, from 1, of the asked points that are met. */
  readonly answered?: readonly number[] | undefined
  /** How to reach the applicant, where that is corrected. An empty e-mail address takes the wrong one away. */
  readonly contact?:
    | { readonly address?: string | undefined; readonly phone?: string | undefined; readonly email?: string | undefined }
    | undefined
  /** Who the applicant is, where that is corrected. */
  readonly identity?:
    | { readonly fullName?: string | undefined; readonly idNumber?: string | undefined; readonly bornOn?: string | undefined }
    | undefined
  /** Working days given to the applicant to pay. */
  readonly payDays?: number | undefined
  readonly reason?: string | undefined
  readonly cause?: Cause | undefined
  /** Last day (`YYYY-MM-DD`) of a stop; without it the stop lasts as long as its cause allows. */
  readonly until?: string | undefined
  /** Working days to add, by an extension or a re-appointment. */
  readonly days?: number | undefined
  /** Working days given to the applicant to supplement. */
  readonly supplementDays?: number | undefined
  readonly ground?: StopGround | undefined
  /** What the applicant is asked to pay here while the clock is stopped for a financial duty. */
  readonly charges?: readonly { readonly name: string; readonly amountDong: number; readonly basis: string }[] | undefined
  /** The duty is paid at another office (such as a tax office), independent of charges here: which office, by which notice. */
  readonly paidElsewhere?: PaidElsewhere | undefined
  readonly result?: { readonly number: string; readonly name: string } | undefined
  readonly receivedBy?: string | undefined
  /** The officer who is to do the next step. */
  readonly assigneeId?: AccountId | undefined
  /** The agency asked for its opinion; with an answer, which of the actor's agencies answers when several were asked. */
  readonly agencyId?: AgencyId | undefined
  readonly question?: string | undefined
  readonly answer?: string | undefined
  /** A check on the spot: when (ISO 8601 instant) and where it was, who took part, what was found. */
  readonly siteCheck?: SiteCheck | undefined
  /** Which part an act on a step is meant for, where several could be. */
  readonly stepNo?: number | undefined
  /** Files that are the result, by their ids. */
  readonly files?: readonly string[] | undefined
}

/** Who acts, as far as the decision goes: which of the given roles they hold with duty for this dossier, or at an agency asked about it. */
export type Duty = {
  readonly accountId: AccountId | null
  readonly roleOf: (roles: readonly Role[], asked?: AgencyId) => Role | null
  readonly roleNames: Readonly<Record<Role, string>>
}

export type Change = {
  readonly act: DossierAct
  readonly role: Role
  /** The law of the row that allowed it. */
  readonly law: string
  readonly state: DossierState
  readonly interruptedState: DossierState | null
  readonly stepNo: number | null
  readonly holderKind: DossierFacts['holderKind']
  /** Stops both clocks for this cause, restarts, extends, or resumes them. */
  readonly clock: { readonly stop: StopCause } | { readonly restart: Cause } | 'extend' | 'run' | 'start' | null
  readonly finishes: boolean
  readonly ends: boolean
  readonly supplementCount: number
  readonly leavesList: boolean
  /** The change of the claim on the step: taken by the actor, released, or left to follow the step. */
  readonly claim: 'take' | 'drop' | null
  /** The change of opinions: one is requested, one is received, or the pending ones are cancelled. */
  readonly opinion: { readonly ask: AgencyId } | { readonly heard: AgencyId } | 'close' | null
  /** The change of parts; `null` when the dossier has none before and after. While parts are open `stepNo` is null. */
  readonly parts: PartsChange | null
  /** The stop ends by itself once nothing is to be paid here any more. */
  readonly awaitsPayment: boolean
}

export function isRefusal(value: Change | Refusal): value is Refusal {
  return 'kind' in value
}

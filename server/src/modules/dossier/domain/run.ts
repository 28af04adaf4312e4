import type { Role } from '#kernel/actor.ts'
import type { AgencyId } from '#kernel/ids.ts'
import type { Claim, PartRule, Step } from './step.ts'

/** A split (nhánh song song) that waits at its join (điểm hợp): how many branches it needs, and how many have come. */
export type WaitingJoin = { readonly split: string; readonly needed: number; readonly arrived: number }

/** The state of a process: which steps are open, and which joins wait. */
export type Standing = { readonly open: readonly number[]; readonly running: readonly WaitingJoin[] }

/** What one move did: steps that opened, and those closed because their join no longer waits for them. */
export type Move = { readonly marking: Standing; readonly opened: readonly number[]; readonly closed: readonly number[] }

/** What a process may be asked about the dossier that changes while it runs; the rest is known since the filing. */
export type RunData = { readonly supplementCount: number }

/** The process a dossier follows, as far as running it goes; passed in by the caller, who has the process and the dossier's data. */
export type RunRules = {
  readonly begin: (data: RunData) => Move
  readonly advance: (at: Standing, stepNo: number, data: RunData) => Move
  readonly giveBack: (at: Standing, stepNo: number) => Move
  /** The step where a signed result is issued, whatever steps the process has in between. */
  readonly issuing: (at: Standing, stepNo: number | null, data: RunData) => number | null
}

/** How a part closes: completed; no longer awaited by its join; returned; ended with the dossier, or by a decision. */
export const partEnds = ['done', 'joined', 'given_back', 'ended'] as const
export type PartEnd = (typeof partEnds)[number]

export const partEndNames: Readonly<Record<PartEnd, string>> = {
  done: 'Đã xong',
  joined: 'Không còn phải chờ (điểm hợp đã đủ)',
  given_back: 'Đã trả lại bước trước',
  ended: 'Kết thúc cùng hồ sơ',
}

/** A part that is open. */
export type OpenPart = {
  readonly no: number
  readonly stepNo: number
  readonly kind: PartRule['kind']
  readonly agencyId: AgencyId
  readonly role: Role
  /** Its own deadline; `null` where the process gives it no hours, or while the clock is stopped without an end. */
  readonly dueAt: Temporal.Instant | null
  readonly claim: Claim | null
}

/** A dossier on a process that is more than the lead's steps one after the other. */
export type Run = {
  readonly rules: RunRules
  readonly joins: readonly WaitingJoin[]
  readonly parts: readonly OpenPart[]
  /** Step of the part through which the dossier is held; `null` while it is at a step of the lead. */
  readonly heldStep: number | null
  /** When a part of the step would be due if it opened now. */
  readonly dueOfNew: (step: Step) => Temporal.Instant | null
}

/** What an act does to the parts. `null` in a change: the dossier has none, before or after. */
export type PartsChange = {
  /** The part the act was done on; `null` when it was on the dossier whole. */
  readonly on: OpenPart | null
  readonly closed: readonly { readonly part: OpenPart; readonly how: PartEnd }[]
  readonly opened: readonly Step[]
  readonly joins: readonly WaitingJoin[]
  /** Through which step the dossier is held after it; `null` when it is not held through a part. */
  readonly held: { readonly stepNo: number; readonly agencyId: AgencyId; readonly role: Role } | null
}

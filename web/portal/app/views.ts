/** What the pages read from `/api/v1`: the parts of its answers that are shown, and no more. */

import type { Picture } from '../../ui/components/process-picture.tsx'

export type LimitUnit = 'hours' | 'working_hours' | 'days' | 'working_days' | 'months'
export type Limit = { readonly amount: number; readonly unit: LimitUnit }
export type AgencyName = { readonly code: string; readonly name: string }

export type AgencyList = { readonly items: readonly (AgencyName & { readonly shortName: string })[] }

export type Centre = {
  readonly name: string
  readonly address: string
  readonly phone: string
  readonly counters: readonly { readonly number: number; readonly name: string; readonly field: string }[]
}

export type ProcedureItem = {
  readonly code: string
  readonly name: string
  readonly agency: AgencyName | null
  readonly sector: string
  readonly limitText: string | null
  readonly publishState: string
  readonly feeFromDong: number | null
}
export type ProcedurePage = {
  readonly total: number
  readonly items: readonly ProcedureItem[]
  readonly nearest: readonly ProcedureItem[]
  readonly elsewhere: readonly { readonly matter: string; readonly place: string }[]
}

export type Fee = {
  readonly kind: 'fee' | 'charge'
  readonly amountDong: number | null
  readonly text: string
}

export type ProcessView = { readonly picture: Picture }

export type ProcedureView = {
  readonly code: string
  readonly name: string
  readonly agency: AgencyName | null
  readonly sector: string
  readonly targets: readonly string[]
  readonly decisionNumber: string | null
  readonly handling: 'on_the_spot' | 'forwarded' | 'same_day' | null
  readonly serviceLevel: 'full' | 'partial' | 'none' | null
  readonly legalLimit: Limit | null
  readonly committedLimit: Limit | null
  readonly channels: readonly {
    readonly channel: 'direct' | 'post' | 'online'
    readonly limit: Limit | null
    readonly limitNote: string | null
    readonly fees: readonly {
      readonly kind: 'fee' | 'charge'
      readonly amountDong: number | null
      readonly text: string
    }[]
  }[]
  readonly components: readonly {
    readonly no: number
    readonly group: string | null
    readonly name: string
    readonly originals: number | null
    readonly copies: number | null
    readonly templateName: string | null
    readonly required: boolean
  }[]
  readonly steps: readonly {
    readonly no: number
    readonly name: string
    readonly unitName: string | null
    readonly hours: number
  }[]
  readonly conditions: string | null
  readonly resultNames: readonly string[]
  readonly legalBases: readonly {
    readonly number: string
    readonly title: string
    readonly issuedOn: string | null
    readonly issuer: string | null
  }[]
  readonly procedureText: readonly string[]
  readonly validFrom: string
  readonly validTo: string | null
  readonly publishState: string
  readonly toComplete: readonly { readonly field: string; readonly reason: string }[]
}

/** One reason a due date is what it is. */
export type Because = { readonly sentence: string }
export type DueView = {
  readonly dueAt: string
  readonly sentence: string
  readonly because: readonly Because[]
}
export type PromiseView = { readonly committed: DueView | null; readonly legal: DueView | null }

export type Tone = 'ok' | 'soon' | 'late' | 'done' | 'stopped'
export type Clock = {
  readonly kind: 'committed' | 'legal'
  readonly dueAt: string | null
  readonly status: 'running' | 'stopped' | 'ended'
  readonly remaining: { readonly sentence: string; readonly tone: Tone } | null
  readonly because: readonly Because[]
  readonly sentence: string
}

/** A day promised for the result; of several the last one holds. */
export type PromisedDay = {
  readonly dueAt: string
  readonly at: string
  readonly why: string
  /** What an officer or a decree says of it, in Vietnamese as written; part of `why` on the Vietnamese page. */
  readonly written: string | null
}

/** One look of the staff at a dossier, as its owner may know it. */
export type AccessView = { readonly at: string; readonly purposeName: string; readonly roleName: string; readonly placeName: string | null }

/** Masked by the server: the portal never sees what it must not show. */
export type TrackingView = {
  readonly code: string
  readonly stateName: string
  readonly procedureName: string
  readonly applicantName: string
  readonly receivedAt: string
  /** Where its time begins, in words, when that is not acceptance. */
  readonly beginning: string | null
  readonly promises: readonly PromisedDay[]
  /** What happened to the clocks. */
  readonly turns: readonly {
    readonly name: string
    readonly law: string
    readonly effect: 'pause' | 'restart' | 'extend'
    readonly fromAt: string
    readonly toAt: string | null
  }[]
  /** The limit by law, where the day promised lies after it. */
  readonly legalDuePassed: string | null
  readonly clocks: readonly Clock[]
  readonly holder: { readonly kind: string; readonly name: string; readonly since: string | null } | null
  /** Agencies at work on parts of it, and until when; no officer is named. */
  readonly parts: readonly {
    readonly agencyName: string
    readonly kind: 'work' | 'sub_dossier'
    readonly code: string | null
    readonly dueAt: string | null
  }[]
  /** Which side has had it how long, in working time; no officer is named. */
  readonly heldBy: readonly {
    readonly name: string
    readonly cause: 'inside' | 'applicant' | 'outside'
    readonly causeName: string
    readonly workMs: number
    readonly workText: string
  }[]
  /** What is asked for, until when and what then; `null` unless a supplement is awaited. */
  readonly supplement: {
    readonly defects: readonly string[]
    readonly papers: readonly { readonly name: string; readonly originals: number; readonly copies: number }[]
    readonly reason: string | null
    readonly by: string | null
    readonly clock: string
    readonly lapse: string | null
  } | null
  readonly refusal: { readonly by: string; readonly reason: string; readonly appeal: string | null } | null
  /** The result to take away; none before it is returned and paid. */
  readonly results: readonly {
    readonly id: string
    readonly name: string
    readonly typeName: string
    readonly size: number
    readonly signature: { readonly state: string; readonly stateName: string; readonly signers: readonly string[] }
  }[]
  readonly toPay: {
    readonly owedDong: number
    readonly arrived: readonly { readonly amountDong: number; readonly at: string }[]
    readonly missingDong: number
    readonly waits: boolean
    readonly by: string | null
    readonly items: readonly {
      readonly name: string
      readonly basis: string
      readonly dueDong: number | null
      readonly stateName: string
      readonly timingName: string
    }[]
    readonly transfer: { readonly code: string; readonly holderName: string; readonly bankAccount: string; readonly purpose: string } | null
    readonly notCollected: boolean
  } | null
  readonly ratingUrl: string | null
  readonly mayRateElsewhere: boolean
  readonly timeline: readonly {
    readonly seq: number
    readonly actName: string
    readonly at: string
    readonly unitName: string
    /** What the applicant is told of it; `null` where the act says nothing to them. */
    readonly reason: string | null
    /** The same in two: the ground in the language of the page, and what was written for the applicant, as it was written. */
    readonly words: { readonly ground: string | null; readonly written: string | null } | null
  }[]
}

/** Something the applicant was told of, and how. */
export type NoticeView = { readonly kind: string; readonly name: string; readonly at: string; readonly outcomeName: string }

export type Face = 'very_good' | 'good' | 'bad' | 'very_bad'
export const faces: readonly Face[] = ['very_good', 'good', 'bad', 'very_bad']

export type InvitationView = {
  readonly open: boolean
  readonly procedureName: string
  readonly centreName: string
}

type Lateness = { readonly endedLate: number; readonly overdue: number | null; readonly allLate: number }
export type BoardFigures = Lateness & {
  readonly received: number
  readonly early: number
  readonly onTime: number
  readonly late: number
  readonly waiting: number
  readonly byLaw: Lateness & { readonly early: number; readonly onTime: number; readonly late: number }
}
export type BoardView = {
  readonly on: string
  readonly asOf: string
  readonly centreName: string
  readonly today: BoardFigures & { readonly refused: number; readonly withdrawn: number }
  readonly satisfaction: {
    readonly count: number
    readonly answered: number
    readonly asked: number
    readonly result: Readonly<Record<Face, number>>
    readonly attitude: Readonly<Record<Face, number>>
    readonly percent: number | null
    readonly responsePercent: number | null
  }
  readonly agencies: readonly (AgencyName & BoardFigures & { readonly onTimePercent: number | null })[]
  readonly yesterday: BoardFigures & { readonly on: string }
}

/** A refusal of the API (RFC 9457). */
export type Problem = {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly requestId: string
  readonly fields?: readonly { readonly field: string; readonly message: string }[]
  readonly details?: Readonly<Record<string, unknown>>
}

export type WitnessFault = 'unreachable' | 'refused' | 'unsigned' | 'ahead' | 'forked' | 'unreadable'
export type RecordView = {
  readonly origin: string
  readonly size: number
  readonly root: string
  readonly signedAt: string
  readonly lookedAt: string | null
  readonly sealer: 'on_time' | 'late' | 'stopped'
  readonly keys: readonly { readonly vkey: string; readonly validFrom: string; readonly validTo: string | null }[]
  readonly witnesses: readonly {
    readonly name: string
    readonly kind: 'folder' | 'witness'
    readonly size: number
    readonly seenAt: string | null
    readonly fault: WitnessFault | null
  }[]
}

/** Who is signed in, as the provider of the identity says. */
export type OwnPerson = {
  readonly kind: 'person' | 'organisation'
  readonly name: string
  readonly idNumber: string | null
  readonly bornOn: string | null
  readonly address: string | null
}
export type OwnSession = { readonly id: string; readonly openedAt: string; readonly isThis: boolean }
export type OwnDossier = {
  readonly code: string
  readonly procedureName: string
  readonly state: string
  readonly stateName: string
  readonly receivedAt: string
  readonly isFiledHere: boolean
}
export type OwnDraft = {
  readonly id: string
  readonly procedureCode: string
  readonly procedureName: string
  readonly savedAt: string
  readonly keptUntil: string
}

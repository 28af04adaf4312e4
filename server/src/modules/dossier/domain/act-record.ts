import type { Cause, StopGround } from './clock-causes.ts'
import type { DossierAct } from './act-rows.ts'
import type { PartEnd } from './run.ts'

/** The delegation (KT., TL.), as the act was sealed. */
export type SealedBehalf = { readonly name: string; readonly style: string; readonly basis: string }

/** One thing an applicant was asked to bring or to put right. `componentNo` names the paper of the checklist it is about. */
export type AskedDefect = { readonly componentNo: number | null; readonly text: string }

/** A paper of the checklist that was asked for, with how many the procedure asks. */
export type AskedPaper = { readonly no: number; readonly name: string; readonly originals: number; readonly copies: number }

/** Which body refused: the counter at intake, the agency after appraisal, the system where a law reads silence as a refusal. */
export type RefusingBody = 'counter' | 'agency' | 'system'

/** Where one may complain about a refusal, within how many days, and by which law. */
export type AppealPath = { readonly to: string; readonly withinDays: number; readonly law: string }

/** Fields of an applicant that a correction changed, each with the old and the new value. */
export type Corrected = {
  readonly [Field in 'name' | 'idNumber' | 'bornOn' | 'address' | 'phone' | 'email']?: {
    readonly was: string | null
    readonly is: string | null
  }
}
export const correctedNames: Readonly<Record<keyof Corrected, string>> = {
  name: 'họ tên',
  idNumber: 'số giấy tờ',
  bornOn: 'ngày sinh',
  address: 'địa chỉ',
  phone: 'số điện thoại',
  email: 'thư điện tử',
}

type Refusing = { readonly refusedBy?: RefusingBody; readonly appeal?: AppealPath }

/** A handing over or a giving back: since when it was to be done, and by when. */
export type SealedTransfer = { readonly kind: 'handed_over' | 'given_back'; readonly fromAt: string; readonly dueAt: string }

/** Where a financial duty is met that is not met here, and the notice that sets it. */
export type PaidElsewhere = { readonly office: string; readonly notice: string }

export type SealedTurn = { readonly cause: Cause; readonly effect: 'pause' | 'restart' | 'extend'; readonly endsBy: string | null }

/**
 * What any act may record. All of it is optional: the log keeps acts of every release, and an older one knew less. Written by
 * `do-act.ts`, `file-dossier.ts` and the runs over many dossiers; read through `readRecord` only.
 */
type Common = {
  readonly state?: string
  readonly holder?: string
  readonly step?: number | null
  readonly committedDueAt?: string | null
  readonly legalDueAt?: string | null
  readonly onBehalfOf?: SealedBehalf
  readonly reason?: string
  readonly files?: readonly { readonly id: string; readonly purpose: string; readonly sha256: string }[]
  readonly opinion?:
    | 'closed'
    | {
        readonly agency: { readonly id?: string; readonly name: string }
        readonly question?: string
        readonly answer?: string
        readonly dueAt?: string
      }
  readonly parts?: {
    readonly on: { readonly name: string } | null
    readonly closed: readonly { readonly how: PartEnd }[]
    readonly opened: readonly { readonly name: string; readonly code: string | null }[]
  }
  readonly turn?: SealedTurn
  readonly transfer?: SealedTransfer
}

type Promised = { readonly was?: { readonly committedDueAt: string | null; readonly legalDueAt?: string | null } }

/** What each kind of act records beyond that. A kind that is not listed records nothing more. */
type OwnRecords = {
  /** Digests of the electronic form and of the answers, where it was filed online. */
  readonly file: { readonly form?: { readonly form: string; readonly answers: string } }
  readonly accept: { readonly committed?: { readonly dueAt: string | null }; readonly legal?: { readonly dueAt: string | null } }
  readonly request_supplement: {
    readonly defects?: readonly AskedDefect[]
    readonly asked?: readonly AskedPaper[]
    readonly supplementBy?: string
    /** What the procedure says happens when the day passes: pinned, so that paper, letter and page say what will be done. */
    readonly onLapse?: 'notify' | 'stop'
  }
  readonly correct_contact: { readonly corrected?: Corrected }
  readonly correct_identity: { readonly corrected?: Corrected }
  readonly refuse: Refusing
  readonly deem_refused: Refusing
  /** The requested points, met or missing; with points missing the reason says why the dossier continues. */
  readonly supplement: { readonly answered?: readonly string[]; readonly missing?: readonly string[] }
  readonly suspend: {
    /** The applicant's day to pay. */
    readonly payBy?: string
    readonly cause?: Cause
    readonly awaitsPayment?: boolean
    readonly paidElsewhere?: PaidElsewhere
    readonly charges?: readonly { readonly name: string; readonly amountDong: number; readonly basis: string }[]
  }
  readonly restart_clock: { readonly cause?: Cause }
  readonly request_extension: { readonly cause?: Cause; readonly days?: number }
  readonly approve_extension: { readonly promisedAnew?: string }
  readonly apologise: { readonly promisedAnew?: string; readonly days?: number }
  readonly record_site_check: {
    readonly siteCheck?: { readonly at: string; readonly place: string; readonly participants: string; readonly content: string }
  }
  readonly consult: { readonly days?: number }
  readonly note_late: { readonly passedDueAt?: string }
  readonly note_late_by_law: { readonly passedDueAt?: string }
  readonly stop: { readonly ground?: StopGround }
  readonly record_result: { readonly result?: { readonly number: string; readonly name: string } }
  readonly complete_step: {
    readonly result?: { readonly number: string; readonly name: string }
    /** Name of the officer the next step was given to. */
    readonly assignee?: string
  }
  readonly return_result: { readonly receivedBy?: string }
  readonly reassign: { readonly from?: string; readonly to?: string }
  readonly reproject: Promised & { readonly decree?: { readonly name: string; readonly basis: string } }
  readonly change_version: Promised & { readonly from?: string; readonly to?: string; readonly legalBasis?: string }
}

/** The record of one kind of act. */
export type ActRecord<Kind extends DossierAct> = Common & (Kind extends keyof OwnRecords ? OwnRecords[Kind] : unknown)

type UnionToIntersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void ? All : never

/** All fields of any record, for the timeline, which shows acts of every kind in one way. */
export type AnyRecord = Common & Partial<UnionToIntersection<OwnRecords[keyof OwnRecords]>>

/** The one place where the sealed text of an act becomes a value. */
export function readRecord<Kind extends DossierAct>(act: { readonly kind: Kind; readonly payload: string }): ActRecord<Kind> {
  return JSON.parse(act.payload) as ActRecord<Kind>
}

/** The same for an act of whatever kind. */
export function readAnyRecord(act: { readonly payload: string }): AnyRecord {
  return JSON.parse(act.payload) as AnyRecord
}

/** The promised instant an act left behind: `undefined` when the act says nothing of it, `null` when it left no day. */
export function promiseRecorded(act: { readonly payload: string }): string | null | undefined {
  const record = readAnyRecord(act)
  return record.committed === undefined ? record.committedDueAt : record.committed.dueAt
}

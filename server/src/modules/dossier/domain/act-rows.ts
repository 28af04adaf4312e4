import type { Role } from '#kernel/actor.ts'
import type { Cause } from './clock-causes.ts'
import type { DossierState } from './dossier-states.ts'

export const dossierActs = [
  'file',
  'accept',
  'request_supplement',
  'supplement',
  'refuse',
  'forward',
  'receive',
  'complete_step',
  'return_to_previous_step',
  'approve',
  'record_result',
  'return_result',
  'withdraw',
  'suspend',
  'resume',
  'consult',
  'answer_consultation',
  'claim',
  'release',
  'take_over',
  'reassign',
  'reproject',
  'change_version',
  'confirm_payment',
  'correct_contact',
  'correct_identity',
  'restart_clock',
  'request_extension',
  'approve_extension',
  'decline_extension',
  'draft_apology',
  'apologise',
  'record_site_check',
  'stop',
  'deem_approved',
  'deem_refused',
  'note_late',
  'note_late_by_law',
] as const
export type DossierAct = (typeof dossierActs)[number]

/** Which side must hold the dossier for the act. `any`: the act does not depend on it. */
export type HeldBy = 'counter' | 'agency' | 'applicant' | 'any'

/** A condition beyond state, role and holder; decided in `guards.ts`. */
export type Guard =
  | 'papers_complete'
  | 'first_supplement'
  // The submitted papers answer the requested points, or a reason is given.
  | 'supplement_answers'
  | 'forwarded_kind'
  | 'settled_here'
  // Settled at the counter by an authorised officer, because the process names no signatory.
  | 'signed_at_counter'
  | 'not_on_list'
  | 'on_list'
  | 'step_is_work'
  | 'step_is_signing'
  | 'step_is_issuing'
  | 'has_earlier_step'
  // Holders: an officer's claim excludes others from the step while it lasts.
  | 'lease_free'
  | 'step_of_role'
  | 'not_yet_mine'
  | 'claim_mine'
  | 'may_take_over'
  // Four eyes: a requirement of the customer; an article with this text was not verified.
  | 'drafter_does_not_decide'
  | 'receiver_does_not_sign'
  | 'asker_does_not_grant'
  | 'holder_does_not_grant'
  | 'not_own_work'
  | 'nothing_owed'
  | 'cause_within_cap'
  | 'stop_is_resumable_by_agency'
  | 'stop_is_financial'
  // A stop for a duty says what is to be paid here, or that it is paid elsewhere; a payment made here ends it, not a statement.
  | 'duty_is_said'
  | 'duty_is_paid'
  | 'not_reappointed'
  | 'not_drafted'
  // The law's rule counts from the law's limit; that it holds for the shorter promise as well is a rule of this system.
  | 'a_day_before_legal_due'
  | 'a_day_before_promise'
  | 'extension_asked'
  | 'not_late'
  | 'is_late'
  | 'is_late_by_law'
  | 'lateness_not_notified'
  | 'legal_lateness_not_notified'
  // While a clock is stopped without an end there is no day that could be moved.
  | 'has_due_date'
  | 'ground_is_true'
  | 'silence_consents'
  | 'silence_refuses'
  // Opinions of other agencies.
  | 'asks_another'
  | 'not_asked_yet'
  // A check on the spot is recorded once it was, and not before the agency had the matter.
  | 'site_check_is_past'
  // Files that arrived, `file-rules.ts`.
  | 'result_files_sound'
  // No decision and no result while the virus scanner has a file of the dossier still to look at.
  | 'files_scanned'
  // Part of an order over many dossiers, decided in `version-move.ts`.
  | 'by_order_only'

/** What the person must give with the act; the client builds its form from this list. */
export type Need =
  | 'papers'
  | 'defects'
  | 'reason'
  | 'cause'
  | 'result'
  | 'receivedBy'
  | 'until'
  // Only for a financial duty, and only where it is paid here.
  | 'charges'
  | 'days'
  | 'ground'
  | 'supplementDays'
  // Why the list of what to bring is asked for; without it the list is the reason.
  | 'reasonForRequest'
  // Which of the asked points are met; a reason where none is.
  | 'answered'
  // Working days to pay in, for a financial duty.
  | 'payDays'
  // What is corrected of the applicant: how to reach them, or who they are.
  | 'contact'
  | 'identity'
  | 'agency'
  | 'question'
  | 'answer'
  // A reason, but only while an opinion that was asked for is still awaited.
  | 'reasonWhileAwaited'
  // Number and name of the answer, but only where the part is a sub-dossier.
  | 'resultOfSubDossier'
  // When and where a check on the spot was, who took part, what was found.
  | 'siteCheck'
  // Who does the next step, where a unit head hands it to one officer; without a name any officer of the role may claim it.
  | 'assignee'
  // A note to the next officer. Internal, never shown to the applicant.
  | 'note'

export type ActRow = {
  readonly from: readonly DossierState[]
  /** `same` keeps the state, `interrupted` returns to the state before the wait. */
  readonly to: DossierState | 'same' | 'interrupted'
  readonly by: readonly Role[]
  readonly heldBy: HeldBy
  /** Where the actor must have duty when it is not where the dossier lies: at an agency whose opinion is awaited. */
  readonly dutyAt?: 'asked_agency'
  readonly guards: readonly Guard[]
  readonly needs: readonly Need[]
  readonly law: string
}

/** The papers issued to the applicant, by the names of their templates. */
export type IssuedForm = 'supplement-request' | 'refusal' | 'apology' | 'stop-notice'

export type ActRule = {
  /** What the button says. */
  readonly name: string
  /** What the timeline says. */
  readonly past: string
  /**
   * The key that chooses it wherever dossiers are acted on, permanently: officers learn it once. What ends a dossier,
   * turns its clock back or corrects a person asks for Shift. `null`: nobody chooses it.
   */
  readonly letter: string | null
  /** Does not bring the result nearer: never the primary button. */
  readonly isDetour?: true
  readonly rows: readonly ActRow[]
  /** Done on one step: while parts are open it is done on one of them. */
  readonly onStep?: true
  /** Puts a name under a paper of the agency: the person must confirm their presence before it. */
  readonly signs?: true
  /** Promises another day, or asks for it. */
  readonly promises?: true
  /** Something follows outside its transaction: a slip is printed, the applicant is notified. */
  readonly hasSequel?: true
  /** The paper issued once this is done or signed; a person who may do the act can read a draft first. */
  readonly issues?: IssuedForm
  /** May change the clocks (stop, restart, extend), or resumes stopped ones. */
  readonly clock?: 'turns' | 'runs'
  /** Done through a handover list, not on one dossier alone. */
  readonly byList?: true
  /** Done by the system as part of something larger; never offered for one dossier. */
  readonly partOf?: 'filing' | 'replacement' | 'decree' | 'version' | 'deadline'
  /** Which causes the act chooses from. */
  readonly causes?: readonly Cause[]
}

/**
 * How long a claim excludes others, in working minutes: one day; peers of the same role may take the work over after
 * half of it without an act. Our choice; no article sets either.
 */
export const claimMinutes = { lapsesAfter: 480, peersAfter: 240 } as const

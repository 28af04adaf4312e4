import type { Language } from '#kernel/language.ts'
import { isRefusedAtIntake, shownStateFrom, stateNames } from './dossier-states.ts'
import { stopGrounds } from './clock-causes.ts'
import type { Cause, StopGround } from './clock-causes.ts'
import type { DossierAct } from './act-rows.ts'
import { actRules } from './dossier-acts.ts'
import type { ShownState } from './dossier-states.ts'
import type { HolderKind, LedgerCause } from './ledger.ts'

/**
 * The texts for the applicant in English: states, acts, causes and holders. Names of agencies and procedures, grounds of law and
 * what an officer wrote stay as they are.
 */

export const statesInEnglish: Readonly<Record<ShownState, string>> = {
  filed: 'Filed, not yet accepted',
  accepted: 'Accepted',
  in_progress: 'Being processed',
  awaiting_supplement: 'Waiting for papers from you',
  suspended: 'Paused on a legal ground',
  approved: 'Signed',
  result_recorded: 'Ready to be collected',
  returned: 'Result returned',
  refused: 'Refused',
  refused_at_intake: 'Refused at intake',
  withdrawn: 'Withdrawn by the applicant',
  stopped: 'Processing ended',
}

export const actsInEnglish: Readonly<Record<DossierAct, string>> = {
  file: 'Filed',
  accept: 'Accepted, with a day for the result',
  request_supplement: 'Papers asked for',
  supplement: 'Papers received',
  refuse: 'Refused',
  forward: 'Handed over',
  receive: 'Taken over',
  complete_step: 'Step completed',
  return_to_previous_step: 'Given back to the step before',
  approve: 'Result signed',
  record_result: 'Result recorded',
  return_result: 'Result returned to the applicant',
  withdraw: 'Withdrawn at the applicant’s request',
  suspend: 'Clock stopped',
  resume: 'Clock goes on',
  consult: 'Opinion of another agency asked for',
  answer_consultation: 'Opinion given',
  claim: 'Taken up by an officer',
  release: 'Given back by the officer',
  take_over: 'Taken over by another officer',
  reassign: 'Given to another officer',
  reproject: 'Day moved by a change of the calendar',
  change_version: 'Moved to another version of the procedure',
  confirm_payment: 'Payment confirmed',
  correct_contact: 'Contact data corrected',
  correct_identity: 'Identity corrected',
  restart_clock: 'The limit begins again',
  request_extension: 'More time asked for',
  approve_extension: 'More time granted, with an apology',
  decline_extension: 'More time declined',
  draft_apology: 'Apology drafted',
  apologise: 'Apology, with a new day for the result',
  record_site_check: 'Check on the spot recorded',
  stop: 'Processing ended',
  deem_approved: 'Approved by silence, as the law says',
  deem_refused: 'Refused by silence, as the law says',
  note_late: 'The promised day has passed',
  note_late_by_law: 'The limit by law has passed',
}

export const causesInEnglish: Readonly<Record<Cause, string>> = {
  supplement: 'waiting for papers from the applicant',
  financial_duty: 'waiting for a payment by the applicant',
  field_verification: 'check on the spot under a special law',
  outside_opinion: 'waiting for an office outside the province',
  force_majeure: 'force majeure',
  request_changed: 'the applicant changed the request',
  competence_changed: 'the dossier was moved to the competent agency',
  complex_content: 'complex matter, more appraisal needed',
  opinion_awaited: 'a co-operating agency has not answered yet',
  system_fault: 'fault of the system',
}

const groundsInEnglish: Readonly<Record<StopGround, string>> = {
  supplement_lapsed: 'The day for the papers passed',
  financial_duty_unmet: 'The payment was not made',
  subject_gone: 'The matter no longer exists',
  settled_elsewhere: 'Settled in another dossier or office',
}

export function groundInEnglish(ground: StopGround): string {
  return groundsInEnglish[ground] ?? stopGrounds[ground].name
}

/** Holders that have no name of their own. */
export const holdersInEnglish: Readonly<Record<Extract<HolderKind, 'applicant' | 'outside'>, string>> = {
  applicant: 'The applicant',
  outside: 'An office outside',
}

export const ledgerCausesInEnglish: Readonly<Record<LedgerCause, string>> = {
  inside: 'With the offices of the province',
  applicant: 'Waiting for the applicant',
  outside: 'Waiting for an office outside the province',
}

/** The state of a dossier as it is shown, in the language asked for. */
export function stateNameFrom(dossier: { readonly state: string; readonly acceptedAt: unknown }, language: Language = 'vi'): string {
  const names: Readonly<Record<string, string>> = language === 'en' ? statesInEnglish : stateNames
  const state = shownStateFrom(dossier)
  return names[state] ?? state
}

/** An act as the history shows it: a refusal before acceptance is a refusal at intake. */
export function pastOfActFrom(act: DossierAct, { acceptedAt }: { readonly acceptedAt: unknown }, language: Language = 'vi'): string {
  if (act === 'refuse' && isRefusedAtIntake({ state: 'refused', acceptedAt }))
    return language === 'en' ? statesInEnglish.refused_at_intake : `${stateNames.refused_at_intake} hồ sơ`
  return language === 'en' ? actsInEnglish[act] : actRules[act].past
}

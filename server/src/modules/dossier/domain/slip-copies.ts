/**
 * Whether whoever prints the applicant's copy of the slip says why. The copy has the look-up secret, and each new one ends the secret
 * before it: for who received the dossier that is the work at hand, for another officer of the counters it is not.
 */
export function needsReasonToPrint(printer: string | null, receivedBy: string | null): boolean {
  return printer === null || printer !== receivedBy
}

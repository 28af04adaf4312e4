/**
 * Whether an officer who prints the applicant's copy of the slip must give a reason. The copy has the look-up secret, and each new one ends the secret
 * before it: for the officer who received the dossier this is routine work, for another counter officer it is not.
 */
export function needsReasonToPrint(printer: string | null, receivedBy: string | null): boolean {
  return printer === null || printer !== receivedBy
}

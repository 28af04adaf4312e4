/** What the secret shared with the bank of a centre is sealed for. */
export function noticeSecretPurpose(localityId: number, centreId: string): string {
  return `bank notices ${localityId} ${centreId}`
}

/** The purpose under which the secret shared with a centre's bank is encrypted. */
export function noticeSecretPurpose(localityId: number, centreId: string): string {
  return `bank notices ${localityId} ${centreId}`
}
